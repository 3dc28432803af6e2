/** Decoding of types (WebAssembly 2.0, section 5.3). */
import {
  type FunctionType,
  type GlobalType,
  isReference,
  type Limits,
  PAGES_MAX,
  type TableType,
  ValueType,
} from "../types.js";
import type { Cursor } from "./bytes.js";
import { invalid, malformed, refused } from "./fault.js";
import { within } from "./limits.js";

const VECTOR = 0x7b;
const FUNCTION = 0x60;
/** What later proposals use where a type stands. */
const PROPOSED = [0x5e, 0x5f, 0x4e, 0x4f, 0x50, 0x63, 0x64, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x71];

const VALUE_TYPES = new Set<number>(Object.values(ValueType));

export function readValueType(cursor: Cursor): ValueType {
  const offset = cursor.at;
  const byte = cursor.byte();
  if (VALUE_TYPES.has(byte)) return byte as ValueType;
  if (byte === VECTOR) refused(offset, "vectors are not covered", "v128");
  if (PROPOSED.includes(byte)) refused(offset, "typed references are not covered");
  return malformed(offset, "malformed value type");
}

export function readReferenceType(cursor: Cursor): ValueType {
  const offset = cursor.at;
  const type = readValueType(cursor);
  if (!isReference(type)) malformed(offset, "malformed reference type");
  return type;
}

export function readFunctionType(cursor: Cursor): FunctionType {
  const offset = cursor.at;
  const form = cursor.byte();
  if (PROPOSED.includes(form)) refused(offset, "types other than functions are not covered");
  if (form !== FUNCTION) malformed(offset, "a function type begins with 0x60");
  const parameters = readTypes(cursor, "parameters");
  return { parameters, results: readTypes(cursor, "results") };
}

function readTypes(cursor: Cursor, limit: "parameters" | "results"): ValueType[] {
  const count = within(limit, cursor.count(), cursor.at);
  return Array.from({ length: count }, () => readValueType(cursor));
}

function readLimits(cursor: Cursor, largest: number, what: string): Limits {
  const offset = cursor.at;
  const flags = cursor.byte();
  if (flags === 2 || flags === 3) refused(offset, "shared memories are not covered");
  if (flags === 4 || flags === 5) refused(offset, "memories of 64 bits are not covered");
  if (flags > 1) malformed(offset, "malformed limits flags");
  const minimum = cursor.unsigned();
  const maximum = flags === 1 ? cursor.unsigned() : undefined;
  if (minimum > largest || (maximum ?? 0) > largest)
    invalid(offset, `${what} size must be at most ${largest}`);
  if (maximum !== undefined && minimum > maximum)
    invalid(offset, "size minimum must not be greater than maximum");
  return { minimum, maximum };
}

export function readMemoryType(cursor: Cursor): Limits {
  return readLimits(cursor, PAGES_MAX, "memory");
}

export function readTableType(cursor: Cursor): TableType {
  const element = readReferenceType(cursor);
  const offset = cursor.at;
  const limits = readLimits(cursor, 2 ** 32 - 1, "table");
  within("elements of a table", limits.minimum, offset);
  return { element, limits };
}

export function readGlobalType(cursor: Cursor): GlobalType {
  const type = readValueType(cursor);
  const offset = cursor.at;
  const mutability = cursor.byte();
  if (mutability > 1) malformed(offset, "malformed mutability");
  return { type, mutable: mutability === 1 };
}
