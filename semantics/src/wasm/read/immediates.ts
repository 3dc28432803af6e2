/** Reading what follows an opcode, into the two numbers that decoded code has for it. */
import type { Row } from "../rows/row.js";
import type { Body } from "./body.js";
import { entryAt } from "./context.js";
import { invalid, malformed, refused } from "./fault.js";
import { within } from "./limits.js";
import { readValueType } from "./type-section.js";

type Numbers = readonly [first: number, second: number];

const NONE: Numbers = [0, 0];

/** Readers of those immediates that say nothing about types. The others are in `rules.ts`. */
export function readImmediates(body: Body, row: Row): Numbers {
  const { cursor, context } = body;
  switch (row.immediates) {
    case "i32":
      return [cursor.signed(32), 0];
    case "i64":
      return [body.code.longs.push(cursor.long()) - 1, 0];
    case "f32":
    case "f64":
      cursor.take(row.immediates === "f32" ? 4 : 8);
      return NONE;
    case "access":
      return readAccess(body, row);
    case "memory":
      return readMemory(body, row);
    case "memory, memory":
      readMemory(body, row);
      return readMemory(body, row);
    case "data":
      return [readDataIndex(body, row), 0];
    case "data, memory": {
      const index = readDataIndex(body, row);
      readMemory(body, row);
      return [index, 0];
    }
    case "element":
      return [entryAt(context, "elements", cursor, row.name).index, 0];
    default:
      return NONE;
  }
}

function readAccess({ cursor, context }: Body, row: Row): Numbers {
  const start = cursor.at;
  const alignment = cursor.unsigned();
  const hasMemoryIndex = alignment >= 64 && alignment < 128;
  if (hasMemoryIndex) refused(start, "several memories are not covered", row.name);
  if (2 ** alignment > row.bytes)
    invalid(start, "alignment must not be larger than natural", row.name);
  const offset = cursor.unsigned();
  if (context.memories.length === 0) invalid(start, "unknown memory 0", row.name);
  return [alignment, offset];
}

function readMemory({ cursor, context }: Body, row: Row): Numbers {
  const offset = cursor.at;
  if (cursor.byte() !== 0) malformed(offset, `${row.name}: zero byte expected`);
  if (context.memories.length === 0) invalid(offset, "unknown memory 0", row.name);
  return NONE;
}

function readDataIndex({ cursor, context }: Body, row: Row): number {
  const offset = cursor.at;
  const index = cursor.unsigned();
  if (context.dataCount === undefined) malformed(offset, "data count section required");
  if (index >= context.dataCount) invalid(offset, `unknown data segment ${index}`, row.name);
  return index;
}

/** The type of a `select` that names it. */
export function readSelectType({ cursor }: Body): ReturnType<typeof readValueType> {
  const offset = cursor.at;
  const count = cursor.count();
  if (count !== 1) invalid(offset, "invalid result arity: select gives one value", "select");
  return readValueType(cursor);
}

/** The labels of a `br_table`, as depths, the default last. */
export function readDepths({ cursor }: Body): number[] {
  const offset = cursor.at;
  const count = within("targets of a br_table", cursor.count(), offset);
  return Array.from({ length: count + 1 }, () => cursor.unsigned());
}
