/**
 * Operators on literals of 33 to 64 bits, which are two 32-bit fields: those that the concrete run of
 * a specification does most. The meaning itself says the same; the two are tested against each other.
 */
import { boolean } from "./constant.js";
import { Kind } from "./kind.js";
import type { Sort } from "./sort.js";
import { firstInteger, intern, NONE, secondInteger, type Term } from "./table.js";

/** Literals of more bits are not two fields. */
export const PAIR_WIDTH = 64;

/** A binary operator on two literals of the same sort; NONE if it is not one of these. */
export function foldPair(kind: Kind, sort: Sort, x: Term, y: Term): Term {
  switch (kind) {
    case Kind.Equal:
      return boolean(x === y);
    case Kind.LessUnsigned:
      return boolean(isLess(x, y));
    case Kind.And:
      return pair(sort, lowOf(x) & lowOf(y), highOf(x) & highOf(y));
    case Kind.Or:
      return pair(sort, lowOf(x) | lowOf(y), highOf(x) | highOf(y));
    case Kind.Add:
      return sort === PAIR_WIDTH ? sum(sort, x, y) : NONE;
    default:
      return NONE;
  }
}

const lowOf = (literal: Term) => firstInteger(literal);
const highOf = (literal: Term) => secondInteger(literal);
const pair = (sort: Sort, low: number, high: number) => intern(Kind.Constant, sort, low, high);

function isLess(x: Term, y: Term): boolean {
  const [high, otherHigh] = [highOf(x) >>> 0, highOf(y) >>> 0];
  return high === otherHigh ? lowOf(x) >>> 0 < lowOf(y) >>> 0 : high < otherHigh;
}

function sum(sort: Sort, x: Term, y: Term): Term {
  const low = (lowOf(x) >>> 0) + (lowOf(y) >>> 0);
  const carry = low >= 2 ** 32 ? 1 : 0;
  return pair(sort, low | 0, (highOf(x) + highOf(y) + carry) | 0);
}
