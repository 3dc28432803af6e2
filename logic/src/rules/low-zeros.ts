/** How many low bits of a term are surely zero. */
import { bigintOf, isZero } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { first, isLiteral, kindOf, second, sortOf, type Term } from "../term/table.js";

/** How far into sums and products to look. A deeper term counts as having none. */
const DEPTH_MAX = 24;

/** A lower bound of the number of zeros below the lowest one. */
export function lowZeros(term: Term, depth = 0): number {
  if (isLiteral(term)) return zerosOfLiteral(term);
  if (depth > DEPTH_MAX) return 0;
  const of = (part: Term) => lowZeros(part, depth + 1);
  switch (kindOf(term)) {
    case Kind.Add:
      return Math.min(of(first(term)), of(second(term)));
    case Kind.Multiply:
      return isLiteral(first(term)) ? zerosOfLiteral(first(term)) : 0;
    case Kind.Concat: {
      const low = second(term);
      return isZero(low) ? sortOf(low) + of(first(term)) : of(low);
    }
    default:
      return 0;
  }
}

function zerosOfLiteral(literal: Term): number {
  const value = bigintOf(literal);
  return value === 0n ? sortOf(literal) : (value & -value).toString(2).length - 1;
}
