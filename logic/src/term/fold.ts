/**
 * Operators on literals. Up to 32 bits in plain numbers, because the concrete run of a program is
 * nothing but this; beyond that by the meaning itself. The two are tested against each other.
 */
import { bigintOf, boolean, NARROW_WIDTH, narrow, narrowBits, wide } from "./constant.js";
import { foldPair, PAIR_WIDTH } from "./fold-pair.js";
import { Kind } from "./kind.js";
import {
  binaryMeaning,
  concatMeaning,
  extractMeaning,
  notMeaning,
  signExtendMeaning,
} from "./meaning.js";
import { BOOLEAN, type Sort } from "./sort.js";
import { NONE, sortOf, type Term } from "./table.js";

/** A binary operator on two literals of the same sort. */
export function foldBinary(kind: Kind, sort: Sort, x: Term, y: Term): Term {
  const operands = sortOf(x);
  if (operands <= NARROW_WIDTH) return foldNarrow(kind, sort, operands, x, y);
  const folded = operands <= PAIR_WIDTH ? foldPair(kind, sort, x, y) : NONE;
  if (folded !== NONE) return folded;
  const value = binaryMeaning(kind, operands, bigintOf(x), bigintOf(y));
  return sort === BOOLEAN ? boolean(value === 1n) : wide(sort, value);
}

function foldNarrow(kind: Kind, sort: Sort, operands: Sort, x: Term, y: Term): Term {
  const [a, b] = [narrowBits(x), narrowBits(y)];
  switch (kind) {
    case Kind.Add:
      return narrow(sort, a + b);
    case Kind.And:
      return narrow(sort, a & b);
    case Kind.Or:
      return narrow(sort, a | b);
    case Kind.Xor:
      return narrow(sort, a ^ b);
    case Kind.Multiply:
      return narrow(sort, Math.imul(a, b));
    case Kind.Equal:
      return boolean(x === y);
    case Kind.LessUnsigned:
      return boolean(a >>> 0 < b >>> 0);
    case Kind.LessSigned:
      return boolean(signedNarrow(operands, a) < signedNarrow(operands, b));
    case Kind.DivideUnsigned:
      return narrow(sort, b === 0 ? -1 : (a >>> 0) / (b >>> 0));
    case Kind.RemainderUnsigned:
      return narrow(sort, b === 0 ? a : (a >>> 0) % (b >>> 0));
    default:
      return foldShift(kind, sort, a, b >>> 0);
  }
}

function foldShift(kind: Kind, width: Sort, bits: number, distance: number): Term {
  if (kind === Kind.RotateLeft) {
    const turn = distance % width;
    return narrow(width, turn === 0 ? bits : (bits << turn) | (bits >>> (width - turn)));
  }
  const beyond = distance >= width;
  if (kind === Kind.ShiftLeft) return narrow(width, beyond ? 0 : bits << distance);
  if (kind === Kind.ShiftRight) return narrow(width, beyond ? 0 : bits >>> distance);
  return narrow(width, signedNarrow(width, bits) >> (beyond ? NARROW_WIDTH - 1 : distance));
}

function signedNarrow(width: Sort, bits: number): number {
  const above = NARROW_WIDTH - (width || 1);
  return (bits << above) >> above;
}

export function foldNot(x: Term): Term {
  const sort = sortOf(x);
  if (sort <= NARROW_WIDTH) return narrow(sort, ~narrowBits(x));
  return wide(sort, notMeaning(sort, bigintOf(x)));
}

export function foldExtract(sort: Sort, x: Term, low: number): Term {
  if (sortOf(x) <= NARROW_WIDTH) return narrow(sort, narrowBits(x) >>> low);
  return wide(sort, extractMeaning(bigintOf(x), low, sort));
}

export function foldConcat(sort: Sort, high: Term, low: Term): Term {
  const lowWidth = sortOf(low);
  if (sort <= NARROW_WIDTH) return narrow(sort, (narrowBits(high) << lowWidth) | narrowBits(low));
  return wide(sort, concatMeaning(bigintOf(high), bigintOf(low), lowWidth));
}

export function foldSignExtend(sort: Sort, x: Term): Term {
  const from = sortOf(x);
  if (sort <= NARROW_WIDTH) return narrow(sort, signedNarrow(from, narrowBits(x)));
  return wide(sort, signExtendMeaning(bigintOf(x), from, sort));
}
