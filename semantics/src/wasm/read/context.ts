/** What the validation of bodies and expressions needs to know about the module around them. */
import type { Module } from "../module.js";
import type { FunctionType } from "../types.js";
import type { Cursor } from "./bytes.js";
import { invalid } from "./fault.js";

/** Whether unsupported instructions are refused with the module, or only where they are run. */
export type Refusal = "at once" | "when run";

export interface Context extends Module {
  refusal: Refusal;
  /** Functions that occur outside of bodies, and that `ref.func` may therefore name. */
  declared: Set<number>;
  /** From the data count section, which `memory.init` and `data.drop` need. */
  dataCount: number | undefined;
}

export type IndexSpace = "types" | "functions" | "tables" | "memories" | "globals" | "elements";

const NAMES: Record<IndexSpace, string> = {
  types: "type",
  functions: "function",
  tables: "table",
  memories: "memory",
  globals: "global",
  elements: "elem segment",
};

/** Takes an index and the entry it names. */
export function entryAt<Space extends IndexSpace>(
  context: Context,
  space: Space,
  cursor: Cursor,
  instruction?: string,
): { index: number; entry: Context[Space][number] } {
  const offset = cursor.at;
  const index = cursor.unsigned();
  const entry = context[space][index];
  if (entry === undefined) invalid(offset, `unknown ${NAMES[space]} ${index}`, instruction);
  return { index, entry };
}

/** The type of a block: none, one result, or a function type by its index. */
export function blockType(context: Context, cursor: Cursor, one: () => FunctionType): FunctionType {
  const byte = cursor.peek();
  if (byte === 0x40) {
    cursor.byte();
    return { parameters: [], results: [] };
  }
  if (byte !== undefined && (byte & 0xc0) === 0x40) return one();
  const offset = cursor.at;
  const index = cursor.signed(33);
  const type = context.types[index];
  if (type === undefined) invalid(offset, `unknown type ${index}`);
  return type;
}
