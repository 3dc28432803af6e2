/** The table of instructions. */
import { ATOMIC_ROWS } from "./atomic.js";
import { BASE_ROWS } from "./base.js";
import { BITS_ROWS } from "./bits.js";
import { COMPRESSED_ROWS } from "./compressed.js";
import { MULTIPLY_ROWS } from "./multiply.js";
import type { Row, ShortRow } from "./row.js";
import { SYSTEM_ROWS } from "./system.js";

/** Every instruction of 32 bits that is decoded, and all of them are executed. */
export const ROWS: readonly Row[] = [
  ...BASE_ROWS,
  ...MULTIPLY_ROWS,
  ...ATOMIC_ROWS,
  ...SYSTEM_ROWS,
  ...BITS_ROWS,
];

export const SHORT_ROWS: readonly ShortRow[] = COMPRESSED_ROWS;

const named = new Map(ROWS.map((row) => [row.name, row]));

/** The row of an instruction by its name, which must be one. */
export function rowNamed(name: string): Row {
  const row = named.get(name);
  if (row === undefined) throw new Error(`no instruction ${name}`);
  return row;
}
