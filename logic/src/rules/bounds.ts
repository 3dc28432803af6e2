/**
 * Rules for several bounds of one kind, as accesses to neighbouring addresses leave them: where
 * neither sum leaves its width, of `x < k + y` and `x < l + y` one says the other.
 */
import { add, and, concat, not, or, ult } from "../term/build.js";
import { bigintOf, constant, isZero } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { first, isLiteral, kindOf, NONE, second, sortOf, type Term } from "../term/table.js";
import { DEPTH_MAX, type Gate } from "./chains.js";
import { FROM_TWO, number, type Rule, unknown, x, y } from "./rule.js";
import { isSum } from "./sums.js";

/** `low < offset + base`, or its denial. */
interface Bound {
  readonly low: Term;
  readonly base: Term;
  readonly offset: bigint;
  readonly isDenied: boolean;
}

/** The largest value of a sum of literals and of what has zeros above; nothing if it may leave its
 * width, or is something else. */
function largest(term: Term): bigint | undefined {
  if (isLiteral(term)) return bigintOf(term);
  if (kindOf(term) === Kind.Concat && isZero(first(term)))
    return (1n << BigInt(sortOf(second(term)))) - 1n;
  if (!isSum(term)) return undefined;
  const [one, other] = [largest(first(term)), largest(second(term))];
  if (one === undefined || other === undefined) return undefined;
  return (one + other) >> BigInt(sortOf(term)) === 0n ? one + other : undefined;
}

function boundOf(condition: Term): Bound | undefined {
  const isDenied = kindOf(condition) === Kind.Not;
  const comparison = isDenied ? first(condition) : condition;
  if (kindOf(comparison) !== Kind.LessUnsigned) return undefined;
  const [low, high] = [first(comparison), second(comparison)];
  if (isLiteral(high) || largest(high) === undefined) return undefined;
  return isSum(high) && isLiteral(first(high))
    ? { low, base: second(high), offset: bigintOf(first(high)), isDenied }
    : { low, base: high, offset: 0n, isDenied };
}

/** Which of two conditions stands for both; NONE if they are no bounds of one kind. */
function joined(kind: Kind, one: Term, other: Term): Term {
  const here = boundOf(one);
  const there = here === undefined ? undefined : boundOf(other);
  if (here === undefined || there === undefined || here.isDenied !== there.isDenied) return NONE;
  if (here.low !== there.low || here.base !== there.base) return NONE;
  const wantsLarger = (kind === Kind.And) === here.isDenied;
  return here.offset > there.offset === wantsLarger ? one : other;
}

/** A chain of conditions into which a bound is joined; NONE if it has none of that kind. */
function joinedWithin(kind: Kind, gate: Gate, chain: Term, bound: Term, depth = 0): Term {
  if (kindOf(chain) !== kind) return joined(kind, chain, bound);
  if (depth === DEPTH_MAX) return NONE;
  const [one, other] = [first(chain), second(chain)];
  const inOne = joinedWithin(kind, gate, one, bound, depth + 1);
  if (inOne !== NONE) return inOne === one ? chain : gate(inOne, other);
  const inOther = joinedWithin(kind, gate, other, bound, depth + 1);
  if (inOther === NONE) return NONE;
  return inOther === other ? chain : gate(one, inOther);
}

/** The bounds of a rule's examples, two and two: with offsets, without one, at the width's end. */
function pairs(width: number): [Term, Term][] {
  const wide = concat(number(3, 0), y(width));
  const above = (offset: bigint) => ult(x(width + 3), add(constant(width + 3, offset), wide));
  return [
    [above(1n), above(2n)],
    [above(2n), ult(x(width + 3), wide)],
    [above(1n), above(7n << BigInt(width))],
  ];
}

function rule(name: string, kind: Kind, gate: Gate): Rule {
  return {
    name: `${name}/bounds`,
    says: `(x < k + y ${name} x < l + y) is one of the two, where y has zeros above so that no sum overflows; denied too, and within a chain`,
    kind,
    rewrite: (_, one, other) => {
      const inOne = boundOf(other) === undefined ? NONE : joinedWithin(kind, gate, one, other);
      if (inOne !== NONE || boundOf(one) === undefined) return inOne;
      return joinedWithin(kind, gate, other, one);
    },
    widths: FROM_TWO,
    examples: (width) => {
      const [p, q] = [unknown("p", 0), unknown("q", 0)];
      return pairs(width).flatMap(([one, other]) => [
        ...[gate(one, other), gate(not(one), not(other))],
        ...[gate(other, gate(p, one)), gate(gate(gate(one, p), q), other)],
      ]);
    },
    broken: (width) => {
      const [one, two] = [1, 2].map((offset) =>
        not(ult(x(width), add(number(width, offset), y(width)))),
      ) as [Term, Term];
      return [[gate(one, two), kind === Kind.And ? two : one]];
    },
  };
}

export const BOUND_RULES: Rule[] = [rule("and", Kind.And, and), rule("or", Kind.Or, or)];
