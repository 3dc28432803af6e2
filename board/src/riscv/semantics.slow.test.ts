/**
 * The kernel's image by what RISC-V means to us (`semantics/src/riscv/`): each of its instructions
 * is objdump's, and on our machine it does what it does on QEMU.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { riscv } from "@ashlar/semantics";
import { buildKernel } from "./build.js";
import { runWell } from "./command.js";
import { buildAssembly } from "./component.js";
import { runImage } from "./qemu.js";
import { BOARD_FOLDER, withFolder } from "./toolchain.js";
import { COMPILER, EMULATOR, missing } from "./tools.js";

const DISASSEMBLER = COMPILER.replace(/gcc$/, "objdump");
const lost = missing(COMPILER, DISASSEMBLER);

async function imageOf(program: string, optimization: 1 | 2 | 3) {
  const first = await buildAssembly(join(BOARD_FOLDER, "programs", program));
  return buildKernel(first, { optimization, machineCalls: true });
}

function programIn(elf: Uint8Array): riscv.Program {
  const reading = riscv.readElf(elf);
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  return reading.program;
}

/** objdump's lines: address, bits and text, without names of symbols and remarks. */
async function listingOf(elf: Uint8Array) {
  const listed = await withFolder((folder) => {
    const file = join(folder, "kernel.elf");
    writeFileSync(file, elf);
    return runWell(DISASSEMBLER, ["-d", "-M", "no-aliases,numeric", file], "board-compile");
  });
  const lines = listed.matchAll(/^ *([0-9a-f]+):\t([0-9a-f]+) +\t(.*)$/gm);
  return Array.from(lines, ([, address, word, text]) => ({
    address: BigInt(`0x${address}`),
    word: Number.parseInt(word!, 16),
    text: text!.replace(/\s*(#|<).*$/, "").replace("\t", " "),
  }));
}

const withoutPrefix = (text: string) => text.replace(/\b0x(?=[0-9a-f]+$)/, "");

for (const optimization of [1, 2, 3] as const)
  test(`all of the kernel's code is read as objdump reads it (-O${optimization})`, async (t) => {
    if (lost !== undefined) return t.skip(lost);
    const { elf } = await imageOf("hello.S", optimization);
    const lines = await listingOf(elf);
    const code = programIn(elf).sections.filter(({ isExecutable }) => isExecutable);
    const bytes = code.reduce((sum, section) => sum + section.size_bytes, 0);
    assert.ok(lines.length > 3000 && bytes > 2 * lines.length, `${lines.length} instructions`);
    for (const { address, word, text } of lines) {
      const instruction = riscv.decodeAt(word, address);
      const ours = riscv.disassemble(instruction, address);
      assert.equal(withoutPrefix(ours), withoutPrefix(text), address.toString(16));
    }
  });

const [RAM, FINISHER, INTERRUPTS, UART] = [0x8000_0000, 0x10_0000, 0xc00_0000, 0x1000_0000];
const [CLINT, TIME_COMPARE, TIME] = [0x200_0000, 0x4000, 0xbff8];
const TIMER_INTERRUPT = 7;
const CAN_SEND = 0x20n;
const LINE_STATUS = 5;
const SLICE_STEPS = 1000;
const STEPS_MAX = 5_000_000;

/** The little of the board that a kernel needs to say something, to be interrupted and to end. */
class Board {
  transcript = "";
  /** What was written to end the run. */
  ended: bigint | undefined;
  #timeCompare = (1n << 64n) - 1n;
  #time = 0n;

  readonly devices: riscv.Device[] = [
    device(FINISHER, 0x1000, {
      store: (_offset, value) => {
        this.ended = value;
      },
    }),
    device(CLINT, 0x1_0000, {
      load: (offset) => (offset === TIME ? this.#time : this.#timeCompare),
      store: (offset, value) => {
        if (offset === TIME_COMPARE) this.#timeCompare = value;
      },
    }),
    device(INTERRUPTS, 0x400_0000, {}),
    device(UART, 0x100, {
      load: (offset) => (offset === LINE_STATUS ? CAN_SEND : 0n),
      store: (offset, value) => {
        if (offset === 0) this.transcript += String.fromCharCode(Number(value));
      },
    }),
  ];

  /** The clock ticks at each instruction, so that slices are short. */
  passTime(computer: riscv.Computer): void {
    this.#time = BigInt(computer.hart.completed);
    computer.interrupt(TIMER_INTERRUPT, this.#time >= this.#timeCompare);
  }
}

/** Registers that are written, and read as zero, unless something is said of them. */
function device(
  start: number,
  size_bytes: number,
  { load = () => 0n, store = () => {} }: Partial<Pick<riscv.Device, "load" | "store">>,
): riscv.Device {
  return { start, size_bytes, load, store };
}

/** Runs an image until it ends or has said enough. */
async function runHere(
  { elf, memory_MiB }: { elf: Uint8Array; memory_MiB: number },
  isEnough: (transcript: string) => boolean,
) {
  const program = programIn(elf);
  const region = riscv.loaded(program, RAM, memory_MiB << 20);
  assert.ok(region !== undefined);
  const board = new Board();
  const memory = new riscv.DeviceMemory(new riscv.FlatMemory([region]), board.devices);
  const computer = new riscv.Computer(memory, BigInt(program.entry));
  for (let steps = 0; steps < STEPS_MAX; steps += SLICE_STEPS) {
    if (board.ended !== undefined || isEnough(board.transcript)) break;
    assert.deepEqual(computer.run(SLICE_STEPS), { kind: "paused" });
    board.passTime(computer);
  }
  return { board, completed: computer.hart.completed };
}

for (const optimization of [1, 2, 3] as const)
  test(`on our machine the kernel runs its first program (-O${optimization})`, async (t) => {
    if (lost !== undefined) return t.skip(lost);
    const { board, completed } = await runHere(await imageOf("hello.S", optimization), () => false);
    // Status 7 in the upper half: what QEMU's test device takes for an end with that status.
    assert.deepEqual([board.transcript, board.ended], ["ok\n", (7n << 16n) | 0x3333n]);
    t.diagnostic(`${completed} instructions`);
  });

test("each kind of trap but a device's is told as on QEMU", async (t) => {
  const skipped = lost ?? missing(EMULATOR);
  if (skipped !== undefined) return t.skip(skipped);
  const image = await imageOf("traps.S", 2);
  const { transcript } = await runImage(image.elf, {
    memory_MiB: image.memory_MiB,
    limit_ms: 20_000,
  });
  const told = transcript.slice(0, transcript.indexOf("i"));
  assert.match(told, /^c\n(f.*\n){6}t\n$/);
  const { board } = await runHere(image, (said) => said.length >= told.length);
  assert.equal(board.transcript.slice(0, told.length), told);
});
