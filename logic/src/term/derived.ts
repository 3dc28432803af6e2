/** What is defined from the operators: the other arithmetic, comparisons, connectives, counting
 * of bits. */
import {
  add,
  and,
  concat,
  equal,
  extract,
  ite,
  mul,
  not,
  or,
  rotl,
  slt,
  udiv,
  ult,
  urem,
  zeroExtend,
} from "./build.js";
import { bigintOf, constant, FALSE, TRUE } from "./constant.js";
import { isPlain } from "./rewriter.js";
import { BOOLEAN } from "./sort.js";
import { isLiteral, sortOf, type Term } from "./table.js";

export const neg = (x: Term) => mul(constant(sortOf(x), -1), x);
export const sub = (x: Term, y: Term) => add(x, neg(y));

export const ule = (x: Term, y: Term) => not(ult(y, x));
export const ugt = (x: Term, y: Term) => ult(y, x);
export const uge = (x: Term, y: Term) => not(ult(x, y));
export const sle = (x: Term, y: Term) => not(slt(y, x));
export const sgt = (x: Term, y: Term) => slt(y, x);
export const sge = (x: Term, y: Term) => not(slt(x, y));

export const implies = (x: Term, y: Term) => or(not(x), y);
/** All of them; true if there are none. */
export const all = (terms: readonly Term[]) => terms.reduce(and, TRUE);
/** At least one of them; false if there are none. */
export const any = (terms: readonly Term[]) => terms.reduce(or, FALSE);

/** The highest bit, as a truth value. */
export function isNegative(x: Term): Term {
  return slt(x, constant(sortOf(x), 0));
}

function absolute(x: Term): Term {
  return ite(isNegative(x), neg(x), x);
}

/** Signed quotient, rounded to zero. By zero: 1 for a negative dividend, otherwise -1. */
export function sdiv(x: Term, y: Term): Term {
  const quotient = udiv(absolute(x), absolute(y));
  return ite(equal(isNegative(x), isNegative(y)), quotient, neg(quotient));
}

/** Signed remainder, with the sign of the dividend. By zero: the dividend. */
export function srem(x: Term, y: Term): Term {
  const remainder = urem(absolute(x), absolute(y));
  return ite(isNegative(x), neg(remainder), remainder);
}

/** Rotation to the right; counts modulo the width. */
export function rotr(x: Term, y: Term): Term {
  const width = sortOf(x);
  const isPowerOfTwo = (width & (width - 1)) === 0;
  if (isPowerOfTwo) return rotl(x, neg(y));
  // The width itself fits into its own number of bits from 3 bits on.
  const bits = constant(width, width);
  return rotl(x, sub(bits, urem(y, bits)));
}

/** A truth value as the number 1 or 0. */
export function fromBoolean(condition: Term, width: number): Term {
  if (sortOf(condition) !== BOOLEAN) throw new TypeError("a condition is a truth value");
  return ite(condition, constant(width, 1), constant(width, 0));
}

/** Whether any bit is set. */
export const isNonzero = (x: Term) => not(equal(x, constant(sortOf(x), 0)));

/** Counts by halves: in the half that has a one, or the whole other half and then that one. */
function countZeros(x: Term, isFromTop: boolean): Term {
  const width = sortOf(x);
  if (width === 1) return not(x);
  const half = width >> 1;
  const [high, low] = [extract(x, width - 1, half), extract(x, half - 1, 0)];
  const [near, far] = isFromTop ? [high, low] : [low, high];
  const count = (part: Term) => zeroExtend(countZeros(part, isFromTop), width);
  const beyond = add(constant(width, sortOf(near)), count(far));
  return ite(equal(near, constant(sortOf(near), 0)), beyond, count(near));
}

/** Leading zeros; the width if there is no one. */
export function clz(x: Term): Term {
  const width = sortOf(x);
  if (!isLiteral(x) || isPlain()) return countZeros(x, true);
  const value = bigintOf(x);
  return constant(width, value === 0n ? width : width - value.toString(2).length);
}

/** Trailing zeros; the width if there is no one. */
export function ctz(x: Term): Term {
  const width = sortOf(x);
  if (!isLiteral(x) || isPlain()) return countZeros(x, false);
  const value = bigintOf(x);
  return constant(width, value === 0n ? width : (value & -value).toString(2).length - 1);
}

/** The number of ones. */
export function popcount(x: Term): Term {
  const width = sortOf(x);
  if (isLiteral(x) && !isPlain())
    return constant(width, bigintOf(x).toString(2).replaceAll("0", "").length);
  if (width === 1) return x;
  const half = width >> 1;
  const part = (bits: Term) => zeroExtend(popcount(bits), width);
  return add(part(extract(x, width - 1, half)), part(extract(x, half - 1, 0)));
}

/** The bytes of a value, the lowest first. */
export function bytesOf(x: Term): Term[] {
  const bytes = sortOf(x) / 8;
  if (!Number.isInteger(bytes)) throw new TypeError(`${sortOf(x)} bits are not whole bytes`);
  return Array.from({ length: bytes }, (_, byte) => extract(x, byte * 8 + 7, byte * 8));
}

/** The value whose bytes these are, the lowest first. */
export function fromBytes(bytes: readonly Term[]): Term {
  return bytes.reduce((low, high) => concat(high, low));
}
