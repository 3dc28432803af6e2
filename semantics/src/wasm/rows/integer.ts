/** Integer arithmetic (WebAssembly 2.0, section 4.3.2). Truth values are the numbers 1 and 0. */
import {
  add,
  and,
  ashr,
  clz,
  constant,
  ctz,
  equal,
  extract,
  fromBoolean,
  lshr,
  mul,
  not,
  or,
  popcount,
  rotl,
  rotr,
  sdiv,
  sge,
  sgt,
  shl,
  signExtend,
  sle,
  slt,
  sortOf,
  srem,
  sub,
  type Term,
  udiv,
  uge,
  ugt,
  ule,
  ult,
  urem,
  xor,
  zeroExtend,
} from "@ashlar/logic";
import type { Machine } from "../machine.js";
import { type Meaning, row } from "./row.js";

type Binary = (x: Term, y: Term) => Term;

const unary =
  (operator: (x: Term) => Term): Meaning =>
  (machine) =>
    machine.push(operator(machine.pop()));

const binary =
  (operator: Binary): Meaning =>
  (machine) => {
    const y = machine.pop();
    machine.push(operator(machine.pop(), y));
  };

const relation = (operator: Binary): Meaning => binary((x, y) => fromBoolean(operator(x, y), 32));

const zero = (x: Term) => constant(sortOf(x), 0);
const isZero = (x: Term) => equal(x, zero(x));
const isMinusOne = (x: Term) => equal(x, constant(sortOf(x), -1));
const isLeast = (x: Term) => equal(x, constant(sortOf(x), 1n << BigInt(sortOf(x) - 1)));

/** Shifts count modulo the width. */
const shift = (operator: Binary): Meaning =>
  binary((x, y) => operator(x, and(y, constant(sortOf(y), sortOf(y) - 1))));

const division =
  (operator: Binary, overflows?: Binary): Meaning =>
  (machine: Machine) => {
    const y = machine.pop();
    const x = machine.pop();
    if (!machine.passes(isZero(y), "integer divide by zero")) return;
    if (overflows && !machine.passes(overflows(x, y), "integer overflow")) return;
    machine.push(operator(x, y));
  };

const overflows = (x: Term, y: Term) => and(isLeast(x), isMinusOne(y));
const differ = (x: Term, y: Term) => not(equal(x, y));
const eqz = unary((x) => fromBoolean(isZero(x), 32));
const signedFrom = (bits: number) => unary((x) => signExtend(extract(x, bits - 1, 0), sortOf(x)));

export const INTEGER_ROWS = [
  row(0x41, "i32.const", "-> i32", (machine, value) => machine.push(constant(32, value)), "i32"),
  row(
    0x42,
    "i64.const",
    "-> i64",
    (machine, index) => machine.push(constant(64, machine.long(index))),
    "i64",
  ),
  row(0x45, "i32.eqz", "i32 -> i32", eqz),
  row(0x46, "i32.eq", "i32 i32 -> i32", relation(equal)),
  row(0x47, "i32.ne", "i32 i32 -> i32", relation(differ)),
  row(0x48, "i32.lt_s", "i32 i32 -> i32", relation(slt)),
  row(0x49, "i32.lt_u", "i32 i32 -> i32", relation(ult)),
  row(0x4a, "i32.gt_s", "i32 i32 -> i32", relation(sgt)),
  row(0x4b, "i32.gt_u", "i32 i32 -> i32", relation(ugt)),
  row(0x4c, "i32.le_s", "i32 i32 -> i32", relation(sle)),
  row(0x4d, "i32.le_u", "i32 i32 -> i32", relation(ule)),
  row(0x4e, "i32.ge_s", "i32 i32 -> i32", relation(sge)),
  row(0x4f, "i32.ge_u", "i32 i32 -> i32", relation(uge)),
  row(0x50, "i64.eqz", "i64 -> i32", eqz),
  row(0x51, "i64.eq", "i64 i64 -> i32", relation(equal)),
  row(0x52, "i64.ne", "i64 i64 -> i32", relation(differ)),
  row(0x53, "i64.lt_s", "i64 i64 -> i32", relation(slt)),
  row(0x54, "i64.lt_u", "i64 i64 -> i32", relation(ult)),
  row(0x55, "i64.gt_s", "i64 i64 -> i32", relation(sgt)),
  row(0x56, "i64.gt_u", "i64 i64 -> i32", relation(ugt)),
  row(0x57, "i64.le_s", "i64 i64 -> i32", relation(sle)),
  row(0x58, "i64.le_u", "i64 i64 -> i32", relation(ule)),
  row(0x59, "i64.ge_s", "i64 i64 -> i32", relation(sge)),
  row(0x5a, "i64.ge_u", "i64 i64 -> i32", relation(uge)),
  row(0x67, "i32.clz", "i32 -> i32", unary(clz)),
  row(0x68, "i32.ctz", "i32 -> i32", unary(ctz)),
  row(0x69, "i32.popcnt", "i32 -> i32", unary(popcount)),
  row(0x6a, "i32.add", "i32 i32 -> i32", binary(add)),
  row(0x6b, "i32.sub", "i32 i32 -> i32", binary(sub)),
  row(0x6c, "i32.mul", "i32 i32 -> i32", binary(mul)),
  row(0x6d, "i32.div_s", "i32 i32 -> i32", division(sdiv, overflows)),
  row(0x6e, "i32.div_u", "i32 i32 -> i32", division(udiv)),
  row(0x6f, "i32.rem_s", "i32 i32 -> i32", division(srem)),
  row(0x70, "i32.rem_u", "i32 i32 -> i32", division(urem)),
  row(0x71, "i32.and", "i32 i32 -> i32", binary(and)),
  row(0x72, "i32.or", "i32 i32 -> i32", binary(or)),
  row(0x73, "i32.xor", "i32 i32 -> i32", binary(xor)),
  row(0x74, "i32.shl", "i32 i32 -> i32", shift(shl)),
  row(0x75, "i32.shr_s", "i32 i32 -> i32", shift(ashr)),
  row(0x76, "i32.shr_u", "i32 i32 -> i32", shift(lshr)),
  row(0x77, "i32.rotl", "i32 i32 -> i32", binary(rotl)),
  row(0x78, "i32.rotr", "i32 i32 -> i32", binary(rotr)),
  row(0x79, "i64.clz", "i64 -> i64", unary(clz)),
  row(0x7a, "i64.ctz", "i64 -> i64", unary(ctz)),
  row(0x7b, "i64.popcnt", "i64 -> i64", unary(popcount)),
  row(0x7c, "i64.add", "i64 i64 -> i64", binary(add)),
  row(0x7d, "i64.sub", "i64 i64 -> i64", binary(sub)),
  row(0x7e, "i64.mul", "i64 i64 -> i64", binary(mul)),
  row(0x7f, "i64.div_s", "i64 i64 -> i64", division(sdiv, overflows)),
  row(0x80, "i64.div_u", "i64 i64 -> i64", division(udiv)),
  row(0x81, "i64.rem_s", "i64 i64 -> i64", division(srem)),
  row(0x82, "i64.rem_u", "i64 i64 -> i64", division(urem)),
  row(0x83, "i64.and", "i64 i64 -> i64", binary(and)),
  row(0x84, "i64.or", "i64 i64 -> i64", binary(or)),
  row(0x85, "i64.xor", "i64 i64 -> i64", binary(xor)),
  row(0x86, "i64.shl", "i64 i64 -> i64", shift(shl)),
  row(0x87, "i64.shr_s", "i64 i64 -> i64", shift(ashr)),
  row(0x88, "i64.shr_u", "i64 i64 -> i64", shift(lshr)),
  row(0x89, "i64.rotl", "i64 i64 -> i64", binary(rotl)),
  row(0x8a, "i64.rotr", "i64 i64 -> i64", binary(rotr)),
  row(
    0xa7,
    "i32.wrap_i64",
    "i64 -> i32",
    unary((x) => extract(x, 31, 0)),
  ),
  row(
    0xac,
    "i64.extend_i32_s",
    "i32 -> i64",
    unary((x) => signExtend(x, 64)),
  ),
  row(
    0xad,
    "i64.extend_i32_u",
    "i32 -> i64",
    unary((x) => zeroExtend(x, 64)),
  ),
  row(0xc0, "i32.extend8_s", "i32 -> i32", signedFrom(8)),
  row(0xc1, "i32.extend16_s", "i32 -> i32", signedFrom(16)),
  row(0xc2, "i64.extend8_s", "i64 -> i64", signedFrom(8)),
  row(0xc3, "i64.extend16_s", "i64 -> i64", signedFrom(16)),
  row(0xc4, "i64.extend32_s", "i64 -> i64", signedFrom(32)),
];
