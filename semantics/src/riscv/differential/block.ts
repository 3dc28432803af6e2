/**
 * A block: some random instructions that run from chosen registers to the trap behind them, or to
 * one on their way. Jumps lead forwards, so it ends.
 */
import type { Random } from "@ashlar/rapilog/random";
import { Control } from "../control/fields.js";
import { decode, isShort } from "../decode.js";
import { type Operands, wordOf } from "../rows/pattern.js";
import type { Row, ShortRow } from "../rows/row.js";
import { rowNamed } from "../rows/table.js";
import { anyLong } from "../testing/edges.js";
import { randomWord } from "../testing/words.js";
import { type Bases, Choice, CONDITIONAL, RESERVING, SCRATCH_BYTES } from "./choose.js";

export interface Block {
  readonly code: Uint8Array;
  /** What registers hold before it; those that are addresses as distances from its memory. */
  readonly registers: readonly bigint[];
  /** Registers that hold an address in its memory. */
  readonly inScratch: ReadonlySet<number>;
  readonly scratch: Uint8Array;
}

type Item =
  | { readonly kind: "word"; readonly word: number }
  /** Leads to another item, that many behind it. */
  | {
      readonly kind: "branch";
      readonly row: Row | ShortRow;
      readonly operands: Operands;
      readonly ahead: number;
    }
  /** Goes on at another item, by an address that is computed. */
  | { readonly kind: "call"; readonly words: readonly number[]; readonly ahead: number };

const INSTRUCTIONS = 24;
/** Not memory, and no device of the board. */
const NOWHERE = [0x8n, -0x1000n, 1n << 40n, (1n << 55n) + 8n];
const BREAKPOINT = 0x0010_0073;

const literal = (word: number): Item => ({ kind: "word", word });

export function randomBlock(random: Random): Block {
  const bases = chooseBases(random);
  const choice = new Choice(random, bases);
  const items: Item[] = [];
  while (items.length < INSTRUCTIONS) items.push(...someItems(random, choice));
  items.push(literal(BREAKPOINT));
  return {
    code: assemble(items),
    ...beforehand(random, bases),
    scratch: random.bytes(SCRATCH_BYTES),
  };
}

function chooseBases(random: Random): Bases {
  const registers = [...Array(32).keys()].slice(1);
  const take = (from: number[]) => {
    const register = random.pick(from.filter((number) => registers.includes(number)));
    registers.splice(registers.indexOf(register), 1);
    return register;
  };
  // Mostly the stack pointer is one, as programs have it.
  const first = take(random.chance(0.8) ? [2] : registers);
  return {
    first,
    middle: take([8, 9, 10, 11, 12, 13, 14, 15]),
    aligned: take(registers),
    nowhere: take(registers),
  };
}

function beforehand(random: Random, bases: Bases): Pick<Block, "registers" | "inScratch"> {
  const registers = Array.from({ length: 32 }, (_, at) => (at === 0 ? 0n : anyLong(random)));
  registers[bases.first] = 0n;
  registers[bases.middle] = BigInt(SCRATCH_BYTES / 2);
  registers[bases.aligned] = BigInt(8 * random.below(SCRATCH_BYTES / 8));
  registers[bases.nowhere] = BigInt.asUintN(64, random.pick(NOWHERE));
  return { registers, inScratch: new Set([bases.first, bases.middle, bases.aligned]) };
}

function someItems(random: Random, choice: Choice): Item[] {
  const kind = random.below(1000);
  if (kind < 600) return [literal(choice.computing())];
  if (kind < 780) return [literal(choice.access())];
  if (kind < 850) return [literal(choice.update())];
  if (kind < 870) return reserving(random, choice);
  if (kind < 900) return [literal(choice.control())];
  if (kind < 980) return [{ kind: "branch", ...choice.branch(), ahead: 1 + random.below(4) }];
  if (kind < 990) return [indirectCall(random, choice)];
  if (kind < 992) return [literal(encoded("ecall", {}))];
  if (kind < 996) return refusedWord(random);
  return [lowerMode(random, choice)];
}

/** A reservation and its use, with or without something between that leaves it alone. */
function reserving(random: Random, choice: Choice): Item[] {
  const size = random.below(2);
  const between = random.chance(0.5) ? [literal(choice.computing())] : [];
  const use = literal(choice.atomic(CONDITIONAL[size]!));
  if (random.chance(0.2)) return [use];
  return [literal(choice.atomic(RESERVING[size]!)), ...between, use];
}

/** Bits that are no instruction here: they must be none there. */
function refusedWord(random: Random): Item[] {
  const word = randomWord(random);
  return decode(word) === undefined ? [literal(word)] : [];
}

function encoded(name: string, operands: Partial<Operands>): number {
  const none = { rd: 0, rs1: 0, rs2: 0, imm: 0, csr: 0, order: 0 };
  return wordOf({ ...none, ...operands }, rowNamed(name).pattern);
}

/** The address of the instruction ahead, and a jump to it. */
function indirectCall(random: Random, choice: Choice): Item {
  const place = choice.place();
  const jump = encoded("jalr", { rd: choice.destination(), rs1: place });
  return {
    kind: "call",
    words: [encoded("auipc", { rd: place }), jump],
    ahead: 1 + random.below(3),
  };
}

/** The ways from machine mode to a lower one: the field that says which, and the address. */
const RETURNS = [
  { name: "mret", place: Control.mepc, bit: 11 },
  { name: "sret", place: Control.sepc, bit: 8 },
] as const;

/** The same into user or supervisor mode, where what is privileged is illegal. */
function lowerMode(random: Random, choice: Choice): Item {
  const place = choice.place();
  const by = random.pick(RETURNS);
  const mode = random.chance(0.5) ? { rs1: place } : {};
  const words = [
    encoded("bseti", { rd: place, imm: by.bit }),
    encoded("csrrw", { csr: Control.mstatus, ...mode }),
    encoded("auipc", { rd: place }),
    encoded("addi", { rd: place, rs1: place }),
    encoded("csrrw", { csr: by.place, rs1: place }),
    encoded(by.name, {}),
  ];
  return { kind: "call", words, ahead: 1 + random.below(3) };
}

function sizeOf(item: Item): number {
  if (item.kind === "call") return 4 * item.words.length;
  if (item.kind === "branch") return item.row.pattern.bits / 8;
  return isShort(item.word) ? 2 : 4;
}

function assemble(items: readonly Item[]): Uint8Array {
  let end = 0;
  const places = items.map((item) => {
    end += sizeOf(item);
    return end - sizeOf(item);
  });
  const view = new DataView(new ArrayBuffer(end));
  items.forEach((item, at) => {
    write(view, item, places, at);
  });
  return new Uint8Array(view.buffer);
}

function write(view: DataView, item: Item, places: readonly number[], at: number): void {
  const here = places[at]!;
  const put = (place: number, word: number) =>
    isShort(word) ? view.setUint16(place, word, true) : view.setUint32(place, word, true);
  if (item.kind === "word") {
    put(here, item.word);
    return;
  }
  const target = places[Math.min(at + item.ahead, places.length - 1)]!;
  if (item.kind === "branch") {
    put(here, wordOf({ ...item.operands, imm: target - here }, item.row.pattern));
  } else {
    const distance = target - here;
    item.words.forEach((word, index) => {
      put(here + 4 * index, placed(item.words, word, index, distance));
    });
  }
}

/** Where an address was taken, the distance is added by the instruction behind. */
function placed(words: readonly number[], word: number, index: number, distance: number): number {
  const taken = words.findIndex((other) => decode(other)!.row.name === "auipc");
  if (index !== taken + 1) return word;
  const { row, operands } = decode(word)!;
  return wordOf({ ...operands, imm: distance - 4 * taken }, row.pattern);
}
