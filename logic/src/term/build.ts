/**
 * The constructors. Each builds the simplest known form of what it says; of literals, a literal.
 * A misuse of sorts is the programmer's error and throws a TypeError.
 */
import { constant, FALSE, TRUE } from "./constant.js";
import { foldBinary, foldConcat, foldExtract, foldNot, foldSignExtend } from "./fold.js";
import { Kind } from "./kind.js";
import { isPlain, simplified } from "./rewriter.js";
import {
  arrayOf,
  BOOLEAN,
  bitVector,
  elementSort,
  indexSort,
  isArray,
  isBitVector,
  type Sort,
  showSort,
} from "./sort.js";
import { internVariable, isLiteral, sortOf, type Term } from "./table.js";

/** Something unknown. The same name is the same variable. */
export function variable(name: string, sort: Sort): Term {
  return internVariable(Kind.Variable, name, sort);
}

/** Something unknown that rules treat as a literal: so a rule about literals can be stated. */
export function anyConstant(name: string, sort: Sort): Term {
  return internVariable(Kind.AnyConstant, name, sort);
}

function complain(what: string, ...terms: Term[]): never {
  throw new TypeError(`${what}: ${terms.map((term) => showSort(sortOf(term))).join(", ")}`);
}

function binary(kind: Kind, x: Term, y: Term): Term {
  const sort = sortOf(x);
  if (sort !== sortOf(y) || !isBitVector(sort)) complain("two bit vectors of one width", x, y);
  if (isLiteral(x) && isLiteral(y) && !isPlain()) return foldBinary(kind, sort, x, y);
  return simplified(kind, sort, x, y);
}

/** The same for operators that truth values have too. */
function bitwise(kind: Kind, x: Term, y: Term): Term {
  const sort = sortOf(x);
  if (sort !== sortOf(y) || isArray(sort)) complain("two values of one sort", x, y);
  if (isLiteral(x) && isLiteral(y) && !isPlain()) return foldBinary(kind, sort, x, y);
  return simplified(kind, sort, x, y);
}

export const and = (x: Term, y: Term) => bitwise(Kind.And, x, y);
export const or = (x: Term, y: Term) => bitwise(Kind.Or, x, y);
export const xor = (x: Term, y: Term) => bitwise(Kind.Xor, x, y);
export const add = (x: Term, y: Term) => binary(Kind.Add, x, y);
export const mul = (x: Term, y: Term) => binary(Kind.Multiply, x, y);
/** Unsigned quotient; all ones if the divisor is zero. */
export const udiv = (x: Term, y: Term) => binary(Kind.DivideUnsigned, x, y);
/** Unsigned remainder; the dividend if the divisor is zero. */
export const urem = (x: Term, y: Term) => binary(Kind.RemainderUnsigned, x, y);
/** Zero if shifted by the width or more: whoever counts modulo the width says so himself. */
export const shl = (x: Term, y: Term) => binary(Kind.ShiftLeft, x, y);
export const lshr = (x: Term, y: Term) => binary(Kind.ShiftRight, x, y);
export const ashr = (x: Term, y: Term) => binary(Kind.ShiftRightSigned, x, y);
/** Counts modulo the width. */
export const rotl = (x: Term, y: Term) => binary(Kind.RotateLeft, x, y);

export function not(x: Term): Term {
  if (isArray(sortOf(x))) complain("bits or a truth value", x);
  if (isLiteral(x) && !isPlain()) return foldNot(x);
  return simplified(Kind.Not, sortOf(x), x);
}

function comparison(kind: Kind, x: Term, y: Term): Term {
  if (sortOf(x) !== sortOf(y) || !isBitVector(sortOf(x)))
    complain("two bit vectors of one width", x, y);
  if (isLiteral(x) && isLiteral(y) && !isPlain()) return foldBinary(kind, BOOLEAN, x, y);
  return simplified(kind, BOOLEAN, x, y);
}

export const ult = (x: Term, y: Term) => comparison(Kind.LessUnsigned, x, y);
export const slt = (x: Term, y: Term) => comparison(Kind.LessSigned, x, y);

/** Equality of bits or of truth values; arrays are compared by reading them. */
export function equal(x: Term, y: Term): Term {
  if (sortOf(x) !== sortOf(y) || isArray(sortOf(x))) complain("two values of one sort", x, y);
  if (isLiteral(x) && isLiteral(y) && !isPlain()) return foldBinary(Kind.Equal, BOOLEAN, x, y);
  return simplified(Kind.Equal, BOOLEAN, x, y);
}

/** `x` if the condition holds, otherwise `y`; values of any one sort. */
export function ite(condition: Term, x: Term, y: Term): Term {
  if (sortOf(condition) !== BOOLEAN) complain("a condition is a truth value", condition);
  if (sortOf(x) !== sortOf(y)) complain("two values of one sort", x, y);
  if (!isPlain()) {
    if (condition === TRUE) return x;
    if (condition === FALSE) return y;
  }
  return simplified(Kind.IfThenElse, sortOf(x), condition, x, y);
}

/** The bits `high` down to `low` of `x`, both included. */
export function extract(x: Term, high: number, low: number): Term {
  const sort = sortOf(x);
  if (!isBitVector(sort) || low < 0 || high < low || high >= sort)
    complain(`bits ${high} to ${low}`, x);
  const width = bitVector(high - low + 1);
  if (isLiteral(x) && !isPlain()) return foldExtract(width, x, low);
  return simplified(Kind.Extract, width, x, low as Term);
}

/** `high` above `low`. */
export function concat(high: Term, low: Term): Term {
  if (!isBitVector(sortOf(high)) || !isBitVector(sortOf(low)))
    complain("two bit vectors", high, low);
  const sort = bitVector(sortOf(high) + sortOf(low));
  if (isLiteral(high) && isLiteral(low) && !isPlain()) return foldConcat(sort, high, low);
  return simplified(Kind.Concat, sort, high, low);
}

/** `x` with zeros above, to a width of `width` bits; `x` itself if it has them. */
export function zeroExtend(x: Term, width: number): Term {
  const added = width - sortOf(x);
  if (added === 0) return x;
  return concat(constant(added, 0), x);
}

/** `x` with copies of its highest bit above, to a width of `width` bits. */
export function signExtend(x: Term, width: number): Term {
  const sort = sortOf(x);
  if (!isBitVector(sort) || width < sort) complain(`sign extension to ${width} bits`, x);
  if (width === sort) return x;
  if (isLiteral(x) && !isPlain()) return foldSignExtend(bitVector(width), x);
  return simplified(Kind.SignExtend, bitVector(width), x);
}

/** The element of an array at an index. */
export function select(array: Term, index: Term): Term {
  const sort = sortOf(array);
  if (!isArray(sort) || indexSort(sort) !== sortOf(index)) complain("array, index", array, index);
  return simplified(Kind.Select, elementSort(sort), array, index);
}

/** The array with one element replaced. */
export function store(array: Term, index: Term, element: Term): Term {
  const sort = sortOf(array);
  if (!isArray(sort) || indexSort(sort) !== sortOf(index) || elementSort(sort) !== sortOf(element))
    complain("array, index, element", array, index, element);
  return simplified(Kind.Store, sort, array, index, element);
}

/** The array of `indexWidth` bits that holds `element` everywhere. */
export function fill(indexWidth: number, element: Term): Term {
  if (!isBitVector(sortOf(element))) complain("an element is a bit vector", element);
  return simplified(Kind.Fill, arrayOf(indexWidth, sortOf(element)), element);
}
