/** The same blocks here and in QEMU: registers, control registers and memory behind each. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Random } from "@ashlar/rapilog/random";
import { CONTROL_ROWS } from "../control/table.js";
import { decode, isShort } from "../decode.js";
import { disassemble } from "../disassemble.js";
import { Computer } from "../run/computer.js";
import { FlatMemory } from "../run/flat-memory.js";
import { EMULATOR, run, withFolder } from "../testing/tools.js";
import { randomBlock } from "./block.js";
import { SCRATCH_BYTES } from "./choose.js";
import {
  COMPARED,
  type Driver,
  type Image,
  imageOf,
  outputsIn,
  type Placed,
  START,
} from "./image.js";

/** QEMU without what is not covered here. */
const PROCESSOR = [
  ...["rv64", "f=off", "d=off", "v=off", "h=off"],
  ...["zba=on", "zbb=on", "zbs=on", "zbc=off", "sstc=off"],
].join(",");
const MEMORY_MIB = 64;

/** What QEMU makes of an image. */
export function emulated(image: Uint8Array): Uint8Array {
  return withFolder((folder) => {
    const file = join(folder, "memory");
    const memory = new Uint8Array(MEMORY_MIB << 20);
    memory.set(image);
    writeFileSync(file, memory);
    const backend = `memory-backend-file,id=ram,size=${MEMORY_MIB}M,mem-path=${file},share=on`;
    run(EMULATOR, [
      ...["-machine", "virt,memory-backend=ram", "-m", `${MEMORY_MIB}M`, "-object", backend],
      ...["-cpu", PROCESSOR, "-bios", "none", "-display", "none", "-serial", "none"],
      ...["-monitor", "none", "-net", "none"],
    ]);
    return new Uint8Array(readFileSync(file)).subarray(0, image.length);
  });
}

const numbersOfNames = new Map(CONTROL_ROWS.map(({ name, number }) => [name, number]));
const STEPS_MAX = 1000;

/** What a driver leaves in mstatus when it goes to a block: interrupts were enabled before. */
const STATUS = 0xa_0000_0080n;

interface Ran {
  readonly outputs: bigint[];
  readonly steps: number;
  readonly problem: string | undefined;
}

/** Runs a block here, in the memory of its image. */
function runHere(memory: FlatMemory, handler: number, { code, registers }: Placed): Ran {
  const computer = new Computer(memory, BigInt(code));
  computer.hart.registers = [...registers];
  const { control } = computer.hart;
  control.set(numbersOfNames.get("mtvec")!, BigInt(handler));
  control.set(numbersOfNames.get("mstatus")!, STATUS);
  control.set(numbersOfNames.get("mepc")!, BigInt(code));
  const ran = computer.run(STEPS_MAX, BigInt(handler));
  const problem = ran.kind === "arrived" ? undefined : JSON.stringify(ran, showBigint);
  const { hart } = computer;
  const controls = COMPARED.map((name) => hart.control.get(numbersOfNames.get(name)!)!);
  return { outputs: [...hart.registers.slice(1), ...controls], steps: hart.completed, problem };
}

const showBigint = (_key: string, value: unknown) =>
  typeof value === "bigint" ? `0x${value.toString(16)}` : value;

export interface Compared {
  /** Instructions that both completed. */
  instructions: number;
  /** Blocks that ended by another exception than the one behind them. */
  exceptions: number;
  differences: string[];
}

const BREAKPOINT = 3n;

/** Blocks that ran in QEMU. */
export interface Judged {
  readonly image: Image;
  readonly seed: number;
  /** The image's memory afterwards. */
  readonly theirs: Uint8Array;
}

/** So many random blocks from a seed, as QEMU ran them. */
export function judged(driver: Driver, seed: number, count: number): Judged {
  const random = new Random(seed);
  const blocks = Array.from({ length: count }, () => randomBlock(random));
  const image = imageOf(driver, blocks);
  return { image, seed, theirs: emulated(image.bytes) };
}

/** Runs the same blocks here and compares, until so many differ. */
export function compare(
  { image, seed, theirs }: Judged,
  differencesMax = Number.POSITIVE_INFINITY,
): Compared {
  const bytes = image.bytes.slice();
  const memory = new FlatMemory([{ start: START, bytes }]);
  const compared: Compared = { instructions: 0, exceptions: 0, differences: [] };
  for (const placed of image.placed) {
    const { outputs, steps, problem } = runHere(memory, image.handler, placed);
    compared.instructions += steps;
    if (outputs[31] !== BREAKPOINT) compared.exceptions += 1;
    const difference = problem ?? differenceAt(bytes, theirs, placed, outputs);
    if (difference !== undefined)
      compared.differences.push(`--seed ${seed}: ${difference}\n${show(placed)}`);
    if (compared.differences.length >= differencesMax) break;
  }
  return compared;
}

function differenceAt(
  memory: Uint8Array,
  theirs: Uint8Array,
  placed: Placed,
  ours: readonly bigint[],
): string | undefined {
  const expected = outputsIn(theirs, placed);
  const different = ours.flatMap((value, at) =>
    value === expected[at] ? [] : [`${nameOf(at)} is ${hex(value)}, in QEMU ${hex(expected[at]!)}`],
  );
  if (different.length > 0) return different.join("; ");
  const first = placed.scratch - START;
  for (let byte = first; byte < first + SCRATCH_BYTES; byte++)
    if (memory[byte] !== theirs[byte])
      return `byte ${byte - first} of memory is ${memory[byte]}, in QEMU ${theirs[byte]}`;
  return undefined;
}

const hex = (value: bigint) => `0x${value.toString(16)}`;
const nameOf = (output: number) => (output < 31 ? `x${output + 1}` : COMPARED[output - 31]!);

/** A block for people: registers before it, and its instructions. */
function show({ block, code, registers }: Placed): string {
  const lines = registers.map((value, at) => (at === 0 ? "" : `x${at}=0x${value.toString(16)}`));
  const view = new DataView(block.code.buffer);
  const text = [lines.filter(Boolean).join(" ")];
  for (let at = 0; at < block.code.length; ) {
    const low = view.getUint16(at, true);
    const word = isShort(low) ? low : view.getUint32(at, true);
    const instruction = decode(word);
    const said = instruction ? disassemble(instruction, BigInt(code + at)) : "no instruction";
    text.push(`  ${(code + at).toString(16)}: ${word.toString(16).padStart(8)}  ${said}`);
    at += isShort(low) ? 2 : 4;
  }
  return text.join("\n");
}
