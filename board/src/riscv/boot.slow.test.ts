/** The kernel boots on QEMU and runs programs, as each optimization of the compiler makes it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { buildKernel } from "./build.js";
import { buildAssembly } from "./component.js";
import { runImage } from "./qemu.js";
import { BOARD_FOLDER, type Optimization } from "./toolchain.js";
import { COMPILER, EMULATOR, missing } from "./tools.js";

const lost = missing(COMPILER, EMULATOR);
const LIMIT_MS = 20_000;

async function run(program: string, optimization: Optimization) {
  const image = await buildAssembly(join(BOARD_FOLDER, "programs", program));
  const kernel = await buildKernel(image, { optimization, machineCalls: true });
  return runImage(kernel.elf, { memory_MiB: kernel.memory_MiB, limit_ms: LIMIT_MS });
}

for (const optimization of [1, 2, 3] as const)
  test(`the first program runs and ends the run (-O${optimization})`, async (t) => {
    if (lost !== undefined) return t.skip(lost);
    const { end, transcript } = await run("hello.S", optimization);
    assert.deepEqual(
      { end, transcript },
      { end: { kind: "ended", status: 7 }, transcript: "ok\n" },
    );
  });
