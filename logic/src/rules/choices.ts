/** Rules for choices. */
import { and, equal, ite, not, or } from "../term/build.js";
import { bigintOf, constant, FALSE, TRUE } from "../term/constant.js";
import { sub } from "../term/derived.js";
import { Kind } from "../term/kind.js";
import { type Rewrite, simply } from "../term/rewriter.js";
import { BOOLEAN } from "../term/sort.js";
import { first, isLiteral, kindOf, NONE, second, sortOf, type Term, third } from "../term/table.js";
import {
  type Claim,
  number,
  type Rule,
  range,
  unknown,
  WIDTHS,
  WITH_TRUTH,
  x,
  y,
  z,
} from "./rule.js";
import { isSum } from "./sums.js";

const c = unknown("c", 0);
const d = unknown("d", 0);

const isChoice = (term: Term) => kindOf(term) === Kind.IfThenElse;
const isNot = (term: Term) => kindOf(term) === Kind.Not;

/** Of truth values: the choice is a connective. */
const asConnective: Rewrite = (sort, condition, one, other) => {
  if (sort !== BOOLEAN) return NONE;
  if (one === TRUE || one === condition) return or(condition, other);
  if (one === FALSE) return and(not(condition), other);
  if (other === FALSE || other === condition) return and(condition, one);
  if (other === TRUE) return or(not(condition), one);
  return NONE;
};

/** A choice within a choice by the same condition. */
const decided: Rewrite = (_, condition, one, other) => {
  if (isChoice(one) && first(one) === condition) return ite(condition, second(one), other);
  if (isChoice(other) && first(other) === condition) return ite(condition, one, third(other));
  return NONE;
};

/** Two choices that may end in the same value. */
const shared: Rewrite = (_, condition, one, other) => {
  if (isChoice(other)) {
    if (second(other) === one) return ite(or(condition, first(other)), one, third(other));
    if (third(other) === one) return ite(or(condition, not(first(other))), one, second(other));
  }
  if (isChoice(one)) {
    if (third(one) === other) return ite(and(condition, first(one)), second(one), other);
    if (second(one) === other) return ite(and(condition, not(first(one))), third(one), other);
  }
  return NONE;
};

/** The literal and the other side if a condition says that something is a literal. That two atoms
 * are equal says that their difference is zero, where `other` is about the same difference. */
function comparedWith(condition: Term, other: Term): [Term, Term] | undefined {
  if (kindOf(condition) !== Kind.Equal) return undefined;
  const [one, two] = [first(condition), second(condition)];
  if (isLiteral(one)) return [one, two];
  const isDifference =
    kindOf(other) === Kind.Equal && isLiteral(first(other)) && isSum(second(other));
  if (!isDifference || sortOf(one) !== sortOf(first(other))) return undefined;
  const apart = [simply(() => sub(one, two)), simply(() => sub(two, one))];
  return apart.includes(second(other)) ? [constant(sortOf(one), 0), second(other)] : undefined;
}

/** Two conditions that exclude each other may change places: the smaller literal comes first. So
 * what was written to different places is read alike, whatever the order of writing. */
const ordered: Rewrite = (_, condition, one, other) => {
  if (!isChoice(other)) return NONE;
  const here = comparedWith(condition, first(other));
  const next = comparedWith(first(other), condition);
  if (here === undefined || next === undefined || here[1] !== next[1]) return NONE;
  if (bigintOf(here[0]) <= bigintOf(next[0])) return NONE;
  return ite(first(other), second(other), ite(condition, one, third(other)));
};

/** Two choices by the value of `s`; the literals of the outer one and the inner one. */
function byValue(width: number, outer: number, inner: number): Term {
  const s = unknown("s", width);
  const is = (value: number) => equal(number(width, value), s);
  return ite(is(outer), x(width), ite(is(inner), y(width), z(width)));
}

function rule(
  name: string,
  says: string,
  rewrite: Rewrite,
  examples: (width: number) => Term[],
  broken: (width: number) => Claim[],
): Rule {
  const kind = Kind.IfThenElse;
  return { name: `choice/${name}`, says, kind, rewrite, widths: WITH_TRUTH, examples, broken };
}

export const CHOICE_RULES: Rule[] = [
  rule(
    "same",
    "(c ? x : x) = x",
    (_, __, one, other) => (one === other ? one : NONE),
    (width) => [ite(c, x(width), x(width))],
    (width) => [[ite(c, x(width), y(width)), x(width)]],
  ),
  rule(
    "not",
    "(~c ? x : y) = (c ? y : x)",
    (_, condition, one, other) => (isNot(condition) ? ite(first(condition), other, one) : NONE),
    (width) => [ite(not(c), x(width), y(width))],
    (width) => [[ite(not(c), x(width), y(width)), ite(c, x(width), y(width))]],
  ),
  {
    ...rule(
      "connective",
      "(c ? true : x) = c or x, and its like",
      asConnective,
      () => {
        const [p, q] = [x(0), y(0)];
        return [
          ...[ite(c, TRUE, q), ite(c, c, q), ite(c, FALSE, q)],
          ...[ite(c, p, FALSE), ite(c, p, c), ite(c, p, TRUE)],
        ];
      },
      () => [[ite(c, TRUE, y(0)), and(c, y(0))]],
    ),
    widths: [0],
  },
  rule(
    "decided",
    "(c ? (c ? x : y) : z) = (c ? x : z)",
    decided,
    (width) => [
      ite(c, ite(c, x(width), y(width)), z(width)),
      ite(c, x(width), ite(c, y(width), z(width))),
    ],
    (width) => [[ite(c, ite(d, x(width), y(width)), z(width)), ite(c, x(width), z(width))]],
  ),
  rule(
    "shared",
    "(c ? x : (d ? x : y)) = (c or d ? x : y), and its like",
    shared,
    (width) => [
      ite(c, x(width), ite(d, x(width), y(width))),
      ite(c, x(width), ite(d, y(width), x(width))),
      ite(c, ite(d, x(width), y(width)), y(width)),
      ite(c, ite(d, x(width), y(width)), x(width)),
    ],
    (width) => [[ite(c, x(width), ite(d, x(width), y(width))), ite(and(c, d), x(width), y(width))]],
  ),
  {
    ...rule(
      "order",
      "(s = 2 ? x : (s = 1 ? y : z)) = (s = 1 ? y : (s = 2 ? x : z)), for any two literals",
      ordered,
      (width) => {
        const values = range(0, Math.min(2 ** width, 6));
        const zero = equal(unknown("p", width), unknown("q", width));
        const one = equal(
          number(width, 1),
          simply(() => sub(unknown("p", width), unknown("q", width))),
        );
        return [
          ...(width > 1 ? [ite(one, x(width), ite(zero, y(width), z(width)))] : []),
          ...values.flatMap((outer) =>
            values.filter((inner) => inner < outer).map((inner) => byValue(width, outer, inner)),
          ),
        ];
      },
      (width) => [[byValue(width, 1, 1), byValue(width, 1, 0)]],
    ),
    widths: WIDTHS,
  },
];
