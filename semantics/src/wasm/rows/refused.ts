/**
 * What is decoded and validated but not executed: floats, tables, references. They have rows, so
 * that whether a module is valid is judged in full and a refusal names the instruction.
 */
import { type Immediates, prefixed, type Row, signature } from "./row.js";

function refusedRow(
  opcode: number,
  name: string,
  types: string,
  immediates: Immediates = "none",
  bytes = 0,
): Row {
  const meaning: Row["meaning"] = (machine) => machine.refuse(name);
  const isRefused = true;
  return { opcode, name, immediates, signature: signature(types), meaning, bytes, isRefused };
}

/** Instructions of one signature with consecutive opcodes. */
function range(opcode: number, types: string, names: string): Row[] {
  return names.split(" ").map((name, index) => refusedRow(opcode + index, name, types));
}

const COMPARISONS = ["eq", "ne", "lt", "gt", "le", "ge"];
const UNARY = ["abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt"];
const BINARY = ["add", "sub", "mul", "div", "min", "max", "copysign"];

function ofFloat(type: "f32" | "f64", comparisons: number, unary: number): Row[] {
  const named = (names: string[]) => names.map((name) => `${type}.${name}`).join(" ");
  return [
    ...range(comparisons, `${type} ${type} -> i32`, named(COMPARISONS)),
    ...range(unary, `${type} -> ${type}`, named(UNARY)),
    ...range(unary + UNARY.length, `${type} ${type} -> ${type}`, named(BINARY)),
  ];
}

/** `to.operation_from` with its signature: a conversion. */
function conversion(opcode: number, name: string): Row {
  const [to, from] = [name.slice(0, 3), /_([if](?:32|64))/.exec(name)![1]];
  return refusedRow(opcode, name, `${from} -> ${to}`);
}

const CONVERSIONS: [number, string][] = [
  [0xa8, "i32.trunc_f32_s i32.trunc_f32_u i32.trunc_f64_s i32.trunc_f64_u"],
  [0xae, "i64.trunc_f32_s i64.trunc_f32_u i64.trunc_f64_s i64.trunc_f64_u"],
  [0xb2, "f32.convert_i32_s f32.convert_i32_u f32.convert_i64_s f32.convert_i64_u"],
  [0xb6, "f32.demote_f64"],
  [0xb7, "f64.convert_i32_s f64.convert_i32_u f64.convert_i64_s f64.convert_i64_u"],
  [0xbb, "f64.promote_f32 i32.reinterpret_f32 i64.reinterpret_f64"],
  [0xbe, "f32.reinterpret_i32 f64.reinterpret_i64"],
  [prefixed(0), "i32.trunc_sat_f32_s i32.trunc_sat_f32_u i32.trunc_sat_f64_s i32.trunc_sat_f64_u"],
  [prefixed(4), "i64.trunc_sat_f32_s i64.trunc_sat_f32_u i64.trunc_sat_f64_s i64.trunc_sat_f64_u"],
];

export const REFUSED_ROWS: Row[] = [
  refusedRow(0x2a, "f32.load", "i32 -> f32", "access", 4),
  refusedRow(0x2b, "f64.load", "i32 -> f64", "access", 8),
  refusedRow(0x38, "f32.store", "i32 f32 ->", "access", 4),
  refusedRow(0x39, "f64.store", "i32 f64 ->", "access", 8),
  refusedRow(0x43, "f32.const", "-> f32", "f32"),
  refusedRow(0x44, "f64.const", "-> f64", "f64"),
  ...ofFloat("f32", 0x5b, 0x8b),
  ...ofFloat("f64", 0x61, 0x99),
  ...CONVERSIONS.flatMap(([opcode, names]) =>
    names.split(" ").map((name, index) => conversion(opcode + index, name)),
  ),
  refusedRow(0x11, "call_indirect", "?", "type, table"),
  refusedRow(0x25, "table.get", "?", "table"),
  refusedRow(0x26, "table.set", "?", "table"),
  refusedRow(0xd0, "ref.null", "?", "reference"),
  refusedRow(0xd1, "ref.is_null", "?"),
  refusedRow(0xd2, "ref.func", "?", "function"),
  refusedRow(prefixed(12), "table.init", "i32 i32 i32 ->", "element, table"),
  refusedRow(prefixed(13), "elem.drop", "->", "element"),
  refusedRow(prefixed(14), "table.copy", "i32 i32 i32 ->", "table, table"),
  refusedRow(prefixed(15), "table.grow", "?", "table"),
  refusedRow(prefixed(16), "table.size", "-> i32", "table"),
  refusedRow(prefixed(17), "table.fill", "?", "table"),
];
