/**
 * From bits to an instruction. What is no instruction of ours is none: encodings that the manual
 * reserves, that belong to extensions which are not covered, or that are defined to be illegal.
 */
import { type Field, NO_OPERANDS, type Operands, operandsIn } from "./rows/pattern.js";
import { partsOf, type Row, type ShortRow, type Sources, sourcesOf } from "./rows/row.js";
import { ROWS, rowNamed, SHORT_ROWS } from "./rows/table.js";

export interface Instruction {
  readonly row: Row;
  /** What the row is given. */
  readonly operands: Operands;
  readonly bytes: 2 | 4;
  /** As it is in memory: 16 or 32 bits. */
  readonly word: number;
  /** How 16 bits said it. */
  readonly short: { readonly row: ShortRow; readonly operands: Operands } | undefined;
}

/** Bits that are no instruction, and where they are. */
export class NoInstruction extends Error {
  constructor(
    readonly word: number,
    readonly address: number | bigint | undefined,
  ) {
    const digits = isShort(word) ? 4 : 8;
    const at = address === undefined ? "" : ` at 0x${address.toString(16)}`;
    super(`illegal or reserved instruction 0x${word.toString(16).padStart(digits, "0")}${at}`);
  }
}

/** The length of an instruction is in its lowest two bits (Unprivileged 20191213, 1.5). */
export function isShort(word: number): boolean {
  return (word & 3) !== 3;
}

const OPCODES = 128;
const byOpcode: readonly (readonly Row[])[] = Array.from({ length: OPCODES }, (_, opcode) =>
  ROWS.filter(({ pattern }) => (pattern.match & (OPCODES - 1)) === opcode),
);

interface Expansion {
  readonly short: ShortRow;
  readonly row: Row;
  readonly sources: [Field, Field | number][];
}

const EXPANSIONS: readonly Expansion[] = SHORT_ROWS.map((short) => {
  const [name, written = ""] = short.expansion.split(" ");
  const row = rowNamed(name!);
  const sources: Sources = sourcesOf(row.syntax, written);
  if (partsOf(row.syntax).length !== partsOf(written).length) throw new Error(short.expansion);
  return { short, row, sources: Object.entries(sources) as [Field, Field | number][] };
});

/** The instruction that begins with these 32 bits; of a short one the upper half is not looked at. */
export function decode(bits: number): Instruction | undefined {
  return isShort(bits) ? decodeShort(bits & 0xffff) : decodeLong(bits >>> 0);
}

const decoded = new Map<number, Instruction | undefined>();

/** The same, remembered. */
export function decodeOnce(word: number): Instruction | undefined {
  if (!decoded.has(word)) decoded.set(word, decode(word));
  return decoded.get(word);
}

/** The same, or an error that says where. */
export function decodeAt(bits: number, address: number | bigint): Instruction {
  const instruction = decode(bits);
  if (instruction === undefined)
    throw new NoInstruction(isShort(bits) ? bits & 0xffff : bits >>> 0, address);
  return instruction;
}

function decodeLong(word: number): Instruction | undefined {
  for (const row of byOpcode[word & (OPCODES - 1)]!) {
    const operands = operandsIn(word, row.pattern);
    if (operands !== undefined) return { row, operands, bytes: 4, word, short: undefined };
  }
  return undefined;
}

function decodeShort(word: number): Instruction | undefined {
  for (const { short, row, sources } of EXPANSIONS) {
    const said = operandsIn(word, short.pattern);
    if (said === undefined) continue;
    const operands = { ...NO_OPERANDS };
    for (const [field, from] of sources)
      operands[field] = typeof from === "number" ? from : said[from];
    return { row, operands, bytes: 2, word, short: { row: short, operands: said } };
  }
  return undefined;
}
