/** Literals: numbers as terms, and terms as numbers. */
import { Kind } from "./kind.js";
import { BOOLEAN, bitVector, type Sort } from "./sort.js";
import {
  firstInteger,
  intern,
  isLiteral,
  placeOfWide,
  secondInteger,
  sortOf,
  type Term,
  wideAt,
} from "./table.js";

/** Literals up to this width are two 32-bit fields of the table. */
const FIELDS_WIDTH = 64;
/** Literals up to this width are folded as plain numbers. */
export const NARROW_WIDTH = 32;

/** Below that, the high field and the low one are a number that is exact. */
const SAFE_HIGH = 2 ** 21;

const scratch = new BigUint64Array(1);
const [LOW, HIGH] = [0, 1];
/** Low word first: the machines that JavaScript engines run on are little-endian. */
const halves = new Int32Array(scratch.buffer);

export const FALSE = intern(Kind.Constant, BOOLEAN, 0);
export const TRUE = intern(Kind.Constant, BOOLEAN, 1);

/** A truth value as a term. */
export function boolean(value: boolean): Term {
  return value ? TRUE : FALSE;
}

/** The literal of `width` bits that is `value` modulo 2^width. */
export function constant(width: number, value: number | bigint): Term {
  if (typeof value === "number" && Number.isSafeInteger(value)) {
    if (width <= NARROW_WIDTH) return narrow(bitVector(width), (value % 2 ** 32) | 0);
    if (width === FIELDS_WIDTH)
      return intern(Kind.Constant, bitVector(width), value | 0, Math.floor(value / 2 ** 32) | 0);
  }
  return wide(bitVector(width), BigInt(value));
}

/** A literal of up to 32 bits from the bits of a number; what is above the width is cut off. */
export function narrow(sort: Sort, bits: number): Term {
  const value = sort === NARROW_WIDTH ? bits | 0 : bits & ((1 << (sort || 1)) - 1);
  return intern(Kind.Constant, sort, value);
}

/** A literal of any width; what is above the width is cut off. */
export function wide(sort: Sort, value: bigint): Term {
  if (sort > FIELDS_WIDTH)
    return intern(Kind.Constant, sort, placeOfWide(BigInt.asUintN(sort, value)));
  scratch[0] = BigInt.asUintN(sort || 1, value);
  return intern(Kind.Constant, sort, halves[LOW]!, halves[HIGH]!);
}

/** The bits of a literal of up to 32 bits, as a signed 32-bit number. */
export function narrowBits(literal: Term): number {
  return firstInteger(literal);
}

/** The unsigned value of a literal. */
export function bigintOf(literal: Term): bigint {
  if (!isLiteral(literal)) throw new TypeError("only a literal has a value");
  if (sortOf(literal) > FIELDS_WIDTH) return wideAt(firstInteger(literal));
  halves[LOW] = firstInteger(literal);
  halves[HIGH] = secondInteger(literal);
  return scratch[0]!;
}

/** The unsigned value of a literal of up to 53 bits, as a number. */
export function numberOf(literal: Term): number {
  if (!isLiteral(literal)) throw new TypeError("only a literal has a value");
  if (sortOf(literal) <= NARROW_WIDTH) return firstInteger(literal) >>> 0;
  const value = numberOr(literal, Number.NaN);
  if (Number.isNaN(value)) throw new RangeError("the value needs more than 53 bits");
  return value;
}

/** The same, or another number if it needs more bits. */
export function numberOr(literal: Term, otherwise: number): number {
  const high = secondInteger(literal) >>> 0;
  if (sortOf(literal) <= FIELDS_WIDTH)
    return high < SAFE_HIGH ? high * 2 ** 32 + (firstInteger(literal) >>> 0) : otherwise;
  const value = Number(bigintOf(literal));
  return Number.isSafeInteger(value) ? value : otherwise;
}

/** Whether a term is the literal zero, or false. */
export function isZero(term: Term): boolean {
  return isLiteral(term) && bigintOf(term) === 0n;
}

/** Whether a term is the literal one, or true. */
export function isOne(term: Term): boolean {
  return isLiteral(term) && bigintOf(term) === 1n;
}

/** Whether a term is the literal with all bits set, or true. */
export function isOnes(term: Term): boolean {
  return isLiteral(term) && bigintOf(term) === (1n << BigInt(sortOf(term) || 1)) - 1n;
}

/** The exponent if a term is a literal power of two, otherwise -1. */
export function powerOfTwo(term: Term): number {
  if (!isLiteral(term)) return -1;
  const value = bigintOf(term);
  return value !== 0n && (value & (value - 1n)) === 0n ? value.toString(2).length - 1 : -1;
}
