/** An error of the board's own ends the run: with words on the UART that say where, and a status. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { buildKernel, type KernelOptions } from "./build.js";
import { buildAssembly } from "./component.js";
import { LINEAR_MEMORY, pagesOf } from "./machine.js";
import { runImage } from "./qemu.js";
import { BOARD_FOLDER } from "./toolchain.js";
import { COMPILER, EMULATOR, missing } from "./tools.js";

const lost = missing(COMPILER, EMULATOR);
const LIMIT_MS = 20_000;
const PANIC_STATUS = 101;
const PAGE_BYTES = 4096n;
/** As RISC-V numbers it: a store to what is not there. */
const STORE_ACCESS_FAULT = 7n;
/** The kernel is told of more memory than there is. */
const [TOLD_MIB, THERE_MIB] = [128, 64];

/** What a program makes of a board with so much memory. */
async function run(program: string, options: KernelOptions, memory_MiB: number) {
  const image = await buildAssembly(join(BOARD_FOLDER, "programs", program));
  const kernel = await buildKernel(image, { machineCalls: true, ...options });
  const ran = await runImage(kernel.elf, { memory_MiB, limit_ms: LIMIT_MS });
  return { ...ran, symbols: kernel.symbols };
}

const PANIC = /^\npanic: ([^,]+), cause (0x[0-9a-f]+), pc (0x[0-9a-f]+), value (0x[0-9a-f]+)\n$/;

/** What a panic says; all that was said must be one. */
function panicIn(transcript: string) {
  const found = PANIC.exec(transcript.replaceAll("\r", ""));
  assert.ok(found, transcript);
  const [, why, cause, pc, value] = found;
  return { why, cause: BigInt(cause!), pc: BigInt(pc!), value: BigInt(value!) };
}

/** In which function an instruction is. */
const functionAt = (symbols: ReadonlyMap<string, number>, pc: number) =>
  [...symbols].reduce(
    (best, [name, address]) =>
      address <= pc && address >= best.address ? { name, address } : best,
    { name: "none", address: 0 },
  ).name;

test("a trap in the kernel: which, by which instruction, and at which address", async (t) => {
  if (lost !== undefined) return t.skip(lost);
  const options = { memory_MiB: TOLD_MIB };
  const { end, transcript, symbols } = await run("beyond.S", options, THERE_MIB);
  assert.deepEqual(end, { kind: "ended", status: PANIC_STATUS });
  const { why, cause, pc, value } = panicIn(transcript);
  assert.deepEqual({ why, cause }, { why: "a trap in the kernel", cause: STORE_ACCESS_FAULT });
  const page = BigInt(LINEAR_MEMORY) + BigInt(pagesOf(TOLD_MIB) - 1) * PAGE_BYTES;
  assert.ok(value >= page && value < page + PAGE_BYTES, `0x${value.toString(16)}`);
  assert.match(functionAt(symbols, Number(pc)), /fill/);
});

test("a boot record that the kernel refuses", async (t) => {
  if (lost !== undefined) return t.skip(lost);
  const { end, transcript } = await run("hello.S", { domains: 0 }, TOLD_MIB);
  assert.deepEqual(end, { kind: "ended", status: PANIC_STATUS });
  assert.equal(panicIn(transcript).why, "the kernel does not boot on this memory");
});
