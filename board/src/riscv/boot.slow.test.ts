/** The kernel boots on QEMU and runs programs, as each optimization of the compiler makes it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { buildKernel } from "./build.js";
import { buildAssembly } from "./component.js";
import { runImage } from "./qemu.js";
import { BOARD_FOLDER, type Compiler, type Optimization } from "./toolchain.js";
import { CLANG, COMPILER, EMULATOR, missing } from "./tools.js";

const lost = missing(COMPILER, EMULATOR);
const LIMIT_MS = 20_000;

interface Setting {
  readonly compiler: Compiler;
  readonly optimization: Optimization;
}

const SETTINGS: readonly Setting[] = [
  ...([1, 2, 3] as const).map((optimization) => ({ compiler: "gcc", optimization }) as const),
  { compiler: "clang", optimization: 2 },
];
const nameOf = ({ compiler, optimization }: Setting) => `${compiler} -O${optimization}`;
const lostFor = ({ compiler }: Setting) =>
  missing(COMPILER, EMULATOR, ...(compiler === "clang" ? [CLANG] : []));

async function run(program: string, setting: Setting) {
  const image = await buildAssembly(join(BOARD_FOLDER, "programs", program));
  const kernel = await buildKernel(image, { ...setting, machineCalls: true });
  return runImage(kernel.elf, { memory_MiB: kernel.memory_MiB, limit_ms: LIMIT_MS });
}

for (const setting of SETTINGS)
  test(`the first program runs and ends the run (${nameOf(setting)})`, async (t) => {
    if (lostFor(setting) !== undefined) return t.skip(lostFor(setting));
    const { end, transcript } = await run("hello.S", setting);
    assert.deepEqual(
      { end, transcript },
      { end: { kind: "ended", status: 7 }, transcript: "ok\n" },
    );
  });

/** Kinds of faults, as RISC-V numbers them, and where each was. */
const TRAPS = [
  ["c"],
  ["f", 13, 0x12_3008],
  ["f", 15, 0x1_0000],
  ["f", 12, 0x765_4000],
  ["f", 2, 0x3000_2373],
  ["f", 3, 0],
  ["f", 2, 0x7053],
  ["t"],
  ["i", 5],
];

for (const setting of SETTINGS)
  test(`each kind of trap is told: call, faults, timer, device (${nameOf(setting)})`, async (t) => {
    if (lostFor(setting) !== undefined) return t.skip(lostFor(setting));
    const { end, transcript } = await run("traps.S", setting);
    const told = transcript.trimEnd().split("\n");
    const read = told.map((line) => [
      line[0],
      ...(line.match(/0x[0-9a-f]{16}/g) ?? []).map(Number),
    ]);
    assert.deepEqual(read, TRAPS);
    assert.deepEqual(end, { kind: "ended", status: 7 });
  });

test("a run that does not end is ended at its limit", async (t) => {
  if (lost !== undefined) return t.skip(lost);
  const image = await buildAssembly(join(BOARD_FOLDER, "programs", "hello.S"));
  const kernel = await buildKernel(image); // without the calls that would end it
  const run = await runImage(kernel.elf, { memory_MiB: kernel.memory_MiB, limit_ms: 1000 });
  assert.deepEqual(run, { end: { kind: "limit" }, transcript: "" });
});
