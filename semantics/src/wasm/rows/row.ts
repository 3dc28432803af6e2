/** The form of the table of instructions: one row says all about one instruction. */
import type { Machine } from "../machine.js";
import { ValueType } from "../types.js";

/** What follows the opcode in the binary format; two of a kind are in the order of the bytes. */
export type Immediates =
  | "none"
  | "block"
  | "label"
  | "labels"
  | "function"
  | "type, table"
  | "types"
  | "local"
  | "global"
  | "table"
  | "table, table"
  | "element, table"
  | "element"
  | "memory"
  | "memory, memory"
  | "data, memory"
  | "data"
  | "access"
  | "i32"
  | "i64"
  | "f32"
  | "f64"
  | "reference";

/** What the instruction does, given the bits of its immediates (`Code.first`, `Code.second`). */
export type Meaning = (machine: Machine, first: number, second: number) => void;

export interface Row {
  /** The byte, or for instructions behind the prefix 0xfc that and the number behind it. */
  readonly opcode: number;
  readonly name: string;
  readonly immediates: Immediates;
  /** What it takes from the stack and puts there; undefined where that depends on more. */
  readonly signature: Signature | undefined;
  readonly meaning: Meaning;
  /** The size of the access, for those that have one: the largest alignment allowed. */
  readonly bytes: number;
  /** Decoded and validated, but not executed. */
  readonly isRefused: boolean;
}

export interface Signature {
  takes: readonly ValueType[];
  gives: readonly ValueType[];
}

/** The prefix of instructions with opcodes of several bytes. */
export const PREFIX = 0xfc;
/** Apart for every number that may follow: 32 bits of it. */
export const prefixed = (number: number) => PREFIX * 2 ** 32 + number;

const TYPES: Record<string, ValueType> = {
  i32: ValueType.I32,
  i64: ValueType.I64,
  f32: ValueType.F32,
  f64: ValueType.F64,
};

/** Reads "i32 i64 -> i32"; "?" is a signature that the validator knows. */
export function signature(text: string): Signature | undefined {
  if (text === "?") return undefined;
  const [takes, gives] = text.split("->").map((side) =>
    side
      .split(" ")
      .filter(Boolean)
      .map((name) => TYPES[name]!),
  );
  return { takes: takes!, gives: gives! };
}

/** A row for an instruction that is executed. */
export function row(
  opcode: number,
  name: string,
  types: string,
  meaning: Meaning,
  immediates: Immediates = "none",
  bytes = 0,
): Row {
  const isRefused = false;
  return { opcode, name, immediates, signature: signature(types), meaning, bytes, isRefused };
}
