/** Constant expressions (WebAssembly 2.0, section 3.3.8.3): one constant instruction and `end`. */
import type { Initial } from "../module.js";
import { ROWS, rowNumber } from "../rows/table.js";
import { showType, ValueType } from "../types.js";
import type { Cursor } from "./bytes.js";
import { type Context, entryAt } from "./context.js";
import { invalid, malformed, refused } from "./fault.js";
import { readReferenceType } from "./type-section.js";

const END = 0x0b;

interface Typed {
  type: ValueType;
  initial: Initial;
}

/** Reads an expression that must give a value of this type. */
export function readConstant(context: Context, cursor: Cursor, expected: ValueType): Initial {
  const start = cursor.at;
  let found: Typed | undefined;
  for (;;) {
    const offset = cursor.at;
    const opcode = cursor.byte();
    if (opcode === END) break;
    const typed = readOne(context, cursor, opcode, offset);
    if (found !== undefined) invalid(offset, "type mismatch: more than one value");
    found = typed;
  }
  if (found === undefined) invalid(start, "type mismatch: no value");
  if (found.type !== expected)
    invalid(start, `type mismatch: expected ${showType(expected)}, found ${showType(found.type)}`);
  return found.initial;
}

function readOne(context: Context, cursor: Cursor, opcode: number, offset: number): Typed {
  const row = ROWS[rowNumber(opcode) ?? -1];
  switch (row?.name) {
    case "i32.const":
      return { type: ValueType.I32, initial: { kind: "i32", value: cursor.signed(32) } };
    case "i64.const":
      return { type: ValueType.I64, initial: { kind: "i64", value: cursor.long() } };
    case "global.get":
      return readGlobal(context, cursor, offset);
    case "f32.const":
      cursor.take(4);
      return unsupported(context, ValueType.F32, row.name, offset);
    case "f64.const":
      cursor.take(8);
      return unsupported(context, ValueType.F64, row.name, offset);
    case "ref.null":
      return unsupported(context, readReferenceType(cursor), row.name, offset);
    case "ref.func":
      context.declared.add(entryAt(context, "functions", cursor, row.name).index);
      return unsupported(context, ValueType.FuncRef, row.name, offset);
    case "i32.add":
    case "i32.sub":
    case "i32.mul":
    case "i64.add":
    case "i64.sub":
    case "i64.mul":
      return refused(offset, "extended constant expressions are not covered", row.name);
    case undefined:
      return unknown(opcode, offset);
    default:
      return invalid(offset, "constant expression required", row!.name);
  }
}

function unknown(opcode: number, offset: number): never {
  if ([0xfb, 0xfd].includes(opcode)) refused(offset, "this constant is not covered");
  return malformed(offset, `illegal opcode 0x${opcode.toString(16)}`);
}

function unsupported(
  { refusal }: Context,
  type: ValueType,
  instruction: string,
  offset: number,
): Typed {
  if (refusal === "at once") refused(offset, "not covered", instruction);
  return { type, initial: { kind: "refused", instruction, offset } };
}

function readGlobal(context: Context, cursor: Cursor, offset: number): Typed {
  const { index, entry } = entryAt(context, "globals", cursor, "global.get");
  if (entry.import === undefined || entry.mutable)
    invalid(offset, "constant expression required: an immutable import", "global.get");
  return { type: entry.type, initial: { kind: "global", index } };
}
