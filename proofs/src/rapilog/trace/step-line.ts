/** Steps of a run as people read them: what changes something, or decides where it goes on. */
import { disassemble } from "@ashlar/semantics";
import type { Core } from "../core.js";
import type { Step } from "./executor.js";

export interface Instruction {
  readonly text: string;
  /** The byte behind it. */
  readonly end: number;
}

/** All instructions of a core by their bytes. */
export function instructionsOf({ module, bytes }: Core): Map<number, Instruction> {
  const lines = module.functions.flatMap((_, index) => disassemble(module, index));
  return new Map(
    lines.map(({ offset, text }, at) => [
      offset,
      { text, end: lines[at + 1]?.offset ?? bytes.length },
    ]),
  );
}

/** How many operands of an instruction are worth seeing, by its name. */
const OPERANDS: readonly (readonly [name: RegExp, count: number])[] = [
  [/^i(32|64)\.store/, 2],
  [/^(local\.(set|tee)|global\.set|br_if|if|br_table)\b/, 1],
  [/^memory\.(copy|fill)/, 3],
  [/^call\b/, 0],
];

/** What a step of an instruction does; undefined if it only computes. */
export function stepLine({ offset, operands }: Step, text: string): string | undefined {
  const count = OPERANDS.find(([name]) => name.test(text))?.[1];
  if (count === undefined) return undefined;
  const values = operands.slice(operands.length - count).map(shownNumber);
  const behind = values.length === 0 ? "" : `   (${values.join(", ")})`;
  return `0x${offset.toString(16)} ${text}${behind}`;
}

/** A number as people read it. */
export const shownNumber = (value: number | bigint) =>
  value < 1024 ? `${value}` : `0x${value.toString(16)}`;
