/** What random programs choose from. */
import { ROWS } from "../rows/table.js";
import { type FunctionType, ValueType } from "../types.js";

export const { I32, I64 } = ValueType;
export type Integer = typeof I32 | typeof I64;
export const TYPES: Integer[] = [I32, I64];

const executed = ROWS.filter(({ isRefused, signature }) => !isRefused && signature !== undefined);
const giving = (immediates: string, type: Integer) =>
  executed.filter((row) => row.immediates === immediates && row.signature!.gives[0] === type);

/** Instructions on numbers alone, and loads, by what they give. */
export const BY_TYPE = new Map(
  TYPES.map((type) => [type, { numeric: giving("none", type), loads: giving("access", type) }]),
);
export const STORES = executed.filter(
  ({ immediates, signature }) => immediates === "access" && signature!.gives.length === 0,
);

export const GLOBALS = [I32, I64, I32, I64] as const;
/** A page at the start; programs may grow it by one. */
export const MEMORY = { minimum: 1, maximum: 2 };
export const DATA_BYTES = 24;

/** Types of blocks that are written by their index. */
export const BLOCK_TYPES: FunctionType[] = [
  { parameters: [], results: [I32] },
  { parameters: [], results: [I64] },
  { parameters: [I32], results: [I32] },
  { parameters: [I64, I32], results: [I64] },
  { parameters: [I32], results: [I64, I32] },
];
