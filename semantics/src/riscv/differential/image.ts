/**
 * What an emulator runs: a driver that takes one record after the other, loads the registers from
 * it, goes to its block, and in the trap at the end of the block puts all registers into the record.
 * Memory is a file that the emulator shares, so what it did is read from there.
 */
import { readElf } from "../elf/read.js";
import { assembled } from "../testing/tools.js";
import type { Block } from "./block.js";
import { SCRATCH_BYTES } from "./choose.js";

export const START = 0x8000_0000;
const RECORDS_AT = 0x1000;
const REGISTERS = 32;

/** Control registers that are compared, in the order in which the driver puts them behind x31. */
export const COMPARED = [
  ...["mcause", "mepc", "mtval", "mstatus", "sscratch", "sepc", "scause", "stval", "stvec"],
  ...["mcounteren", "scounteren"],
] as const;

const INPUT_BYTES = 8 * REGISTERS;
const OUTPUT_BYTES = 8 * (REGISTERS + COMPARED.length);
const RECORD_BYTES = INPUT_BYTES + OUTPUT_BYTES + SCRATCH_BYTES;
/** Ends the emulator: the board's test device. */
const FINISHER = 0x10_0000;

const each = (write: (register: number) => string, to = REGISTERS) =>
  Array.from({ length: to - 1 }, (_, at) => write(at + 1)).join("\n");

/** Cleared before each block, so that one does not depend on another. */
const CLEARED = COMPARED.filter((name) => name !== "mepc" && name !== "mstatus");

const DRIVER = `
.globl _start, handler
_start:
  li t0, -1
  csrw pmpaddr0, t0
  li t0, 0x1f
  csrw pmpcfg0, t0
  la t0, handler
  csrw mtvec, t0
  li t0, ${START + RECORDS_AT}
  csrw mscratch, t0
next:
  csrr x31, mscratch
  ld x1, 0(x31)
  beqz x1, finish
  csrw mepc, x1
${CLEARED.map((name) => `  csrw ${name}, x0`).join("\n")}
  li x1, 0x1800
  csrw mstatus, x1
  addi x1, x31, ${INPUT_BYTES}
  sc.w x0, x0, (x1)
${each((register) => `  ld x${register}, ${8 * register}(x31)`)}
  mret
.align 2
handler:
  csrrw x31, mscratch, x31
${each((register) => `  sd x${register}, ${INPUT_BYTES + 8 * register}(x31)`, REGISTERS - 1)}
  csrr x1, mscratch
  sd x1, ${INPUT_BYTES + 8 * (REGISTERS - 1)}(x31)
${COMPARED.map((name, at) => `  csrr x1, ${name}\n  sd x1, ${INPUT_BYTES + 8 * (REGISTERS + at)}(x31)`).join("\n")}
  addi x31, x31, ${RECORD_BYTES}
  csrw mscratch, x31
  j next
finish:
  li t0, ${FINISHER}
  li t1, 0x5555
  sw t1, 0(t0)
1: j 1b
`;

export interface Placed {
  readonly block: Block;
  readonly code: number;
  readonly record: number;
  readonly scratch: number;
  /** What registers hold before it. */
  readonly registers: readonly bigint[];
}

export interface Image {
  /** All of it, to be at START. */
  readonly bytes: Uint8Array;
  /** Where the trap at a block's end goes. */
  readonly handler: number;
  readonly placed: readonly Placed[];
}

export interface Driver {
  readonly bytes: Uint8Array;
  readonly handler: number;
}

/** Assembles the driver: the same for every image. */
export function makeDriver(): Driver {
  const reading = readElf(assembled(DRIVER, START));
  if (reading.kind === "fault") throw reading.fault;
  const { segments, symbols } = reading.program;
  const segment = segments.find(({ isExecutable }) => isExecutable)!;
  const handler = symbols.find(({ name }) => name === "handler")!.address;
  if (segment.address !== START || segment.bytes.length > RECORDS_AT)
    throw new Error("the driver is not where it must be");
  return { bytes: segment.bytes, handler };
}

/** Puts blocks into memory, with a record each and an empty one behind them. */
export function imageOf(driver: Driver, blocks: readonly Block[]): Image {
  const codeAt = RECORDS_AT + (blocks.length + 1) * RECORD_BYTES;
  const codeBytes = blocks.reduce((sum, { code }) => sum + code.length, 0);
  const bytes = new Uint8Array(Math.ceil((codeAt + codeBytes) / 4096) * 4096);
  bytes.set(driver.bytes);
  let code = codeAt;
  const placed = blocks.map((block, at) => {
    const place = placeBlock(block, START + RECORDS_AT + at * RECORD_BYTES, START + code);
    writeBlock(bytes, place);
    code += block.code.length;
    return place;
  });
  return { bytes, handler: driver.handler, placed };
}

function placeBlock(block: Block, record: number, code: number): Placed {
  const scratch = record + INPUT_BYTES + OUTPUT_BYTES;
  const registers = block.registers.map((value, register) =>
    block.inScratch.has(register) ? value + BigInt(scratch) : value,
  );
  return { block, code, record, scratch, registers };
}

function writeBlock(bytes: Uint8Array, { block, code, record, scratch, registers }: Placed): void {
  const view = new DataView(bytes.buffer);
  bytes.set(block.code, code - START);
  bytes.set(block.scratch, scratch - START);
  view.setBigUint64(record - START, BigInt(code), true);
  registers.forEach((value, at) => {
    if (at > 0) view.setBigUint64(record - START + 8 * at, value, true);
  });
}

/** What a run left: registers x1 to x31, then control registers. */
export function outputsIn(bytes: Uint8Array, { record }: Placed): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const first = record - START + INPUT_BYTES;
  return Array.from({ length: REGISTERS + COMPARED.length - 1 }, (_, at) =>
    view.getBigUint64(first + 8 * (at + 1), true),
  );
}
