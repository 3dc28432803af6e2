/** The table of instructions, and how the rows of an opcode are found. */
import { CONTROL_ROWS } from "./control.js";
import { INTEGER_ROWS } from "./integer.js";
import { MEMORY_ROWS } from "./memory.js";
import { REFUSED_ROWS } from "./refused.js";
import { PREFIX, type Row } from "./row.js";

/** Every instruction that the reader knows. */
export const ROWS: readonly Row[] = [
  ...CONTROL_ROWS,
  ...INTEGER_ROWS,
  ...MEMORY_ROWS,
  ...REFUSED_ROWS,
];

const numbers = new Map(ROWS.map((row, number) => [row.opcode, number]));

/** The number in `ROWS` of an opcode's row. */
export function rowNumber(opcode: number): number | undefined {
  return numbers.get(opcode);
}

/** What opcodes outside of the table belong to, where engines know them. */
export function proposalOf(opcode: number): string | undefined {
  if (opcode === 0xfd) return "vector instructions";
  if (opcode === 0xfe) return "threads and atomics";
  if (opcode === 0xfb) return "garbage collection";
  if ([0x06, 0x07, 0x08, 0x09, 0x0a, 0x18, 0x19, 0x1f].includes(opcode)) return "exceptions";
  if ([0x12, 0x13].includes(opcode)) return "tail calls";
  if ([0x14, 0x15, 0xd3, 0xd4, 0xd5, 0xd6].includes(opcode)) return "typed references";
  return undefined;
}

export { PREFIX };
