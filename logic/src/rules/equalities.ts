/** Rules for equality, but for those about sums (`linear.ts`). */
import { and, concat, equal, extract, ite, not } from "../term/build.js";
import { TRUE } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { BOOLEAN, type Sort } from "../term/sort.js";
import {
  first,
  isConstant,
  isLiteral,
  kindOf,
  NONE,
  second,
  secondInteger,
  sortOf,
  type Term,
  third,
} from "../term/table.js";
import { commutes } from "./commutes.js";
import { LINEAR_RULES } from "./linear.js";
import {
  FROM_TWO,
  k,
  l,
  number,
  type Rule,
  range,
  rulesFor,
  unknown,
  WIDTHS,
  WITH_TRUTH,
  x,
  y,
  z,
} from "./rule.js";

const c = unknown("c", 0);

const rule = rulesFor("equal", Kind.Equal);

const PLAIN: Rule[] = [
  rule(
    "same",
    "x = x",
    WITH_TRUTH,
    (_, one, other) => (one === other ? TRUE : NONE),
    (width) => [equal(x(width), x(width))],
    (width) => [[equal(x(width), y(width)), TRUE]],
  ),
  commutes("equal", Kind.Equal, equal, WITH_TRUTH),
  rule(
    "truth",
    "(true = x) = x, (false = x) = ~x",
    [0],
    (_, one, other) => {
      if (!isLiteral(one) || sortOf(one) !== BOOLEAN) return NONE;
      return one === TRUE ? other : not(other);
    },
    () => [equal(number(0, 1), x(0)), equal(number(0, 0), x(0))],
    () => [[equal(number(0, 0), x(0)), x(0)]],
  ),
  rule(
    "not",
    "(~x = ~y) = (x = y), (k = ~x) = (~k = x)",
    WITH_TRUTH,
    (_, one, other) => {
      if (kindOf(other) !== Kind.Not) return NONE;
      if (kindOf(one) === Kind.Not) return equal(first(one), first(other));
      return isConstant(one) ? equal(not(one), first(other)) : NONE;
    },
    (width) => [equal(not(x(width)), not(y(width))), equal(k(width), not(x(width)))],
    (width) => [[equal(k(width), not(x(width))), equal(k(width), x(width))]],
  ),
  rule(
    "choice",
    "(k = (c ? l : x)) = (c ? k = l : k = x)",
    WITH_TRUTH,
    (_, one, other) =>
      isConstant(one) &&
      kindOf(other) === Kind.IfThenElse &&
      (isConstant(second(other)) || isConstant(third(other)))
        ? ite(first(other), equal(one, second(other)), equal(one, third(other)))
        : NONE,
    (width) => [
      equal(k(width), ite(c, l(width), x(width))),
      equal(k(width), ite(c, x(width), l(width))),
    ],
    (width) => [[equal(k(width), ite(c, l(width), x(width))), equal(k(width), x(width))]],
  ),
];

/** Both sides cut where the second one's parts meet. */
function cutAlike(one: Term, other: Term): Term {
  const cut = sortOf(second(other));
  const width = sortOf(other) as Sort;
  return and(
    equal(extract(one, width - 1, cut), first(other)),
    equal(extract(one, cut - 1, 0), second(other)),
  );
}

const PIECES: Rule = rule(
  "concat",
  "(k = x . y) = (a piece of k = x and a piece of k = y), and for two concatenations",
  WIDTHS,
  (_, one, other) => {
    if (kindOf(other) !== Kind.Concat) return NONE;
    const isAlike = kindOf(one) === Kind.Concat && sortOf(second(one)) === sortOf(second(other));
    return isConstant(one) || isAlike ? cutAlike(one, other) : NONE;
  },
  (width) => [
    equal(k(width + 3), concat(x(width), y(3))),
    equal(concat(z(width), x(3)), concat(x(width), y(3))),
  ],
  (width) => [[equal(concat(z(width), x(3)), concat(x(width), y(3))), equal(z(width), x(width))]],
);

/** What both sides are rotations of, by the same literal, or nothing. */
function turned(one: Term, other: Term): [Term, Term] | undefined {
  const [here, there] = [rotationOf(one), rotationOf(other)];
  if (here === NONE || there === NONE || sortOf(second(one)) !== sortOf(second(other)))
    return undefined;
  return [here, there];
}

/** What a concatenation of its two pieces, the low one on top, is a rotation of; or NONE. */
function rotationOf(term: Term): Term {
  if (kindOf(term) !== Kind.Concat) return NONE;
  const [top, bottom] = [first(term), second(term)];
  const arePieces = kindOf(top) === Kind.Extract && kindOf(bottom) === Kind.Extract;
  if (!arePieces || first(top) !== first(bottom) || sortOf(first(top)) !== sortOf(term))
    return NONE;
  return secondInteger(top) === 0 && secondInteger(bottom) === sortOf(top) ? first(top) : NONE;
}

function rotation(term: Term, distance: number): Term {
  const width = sortOf(term);
  return concat(extract(term, width - 1 - distance, 0), extract(term, width - 1, width - distance));
}

const ROTATIONS: Rule = rule(
  "rotations",
  "(x turned by k = y turned by k) = (x = y)",
  FROM_TWO,
  (_, one, other) => {
    const pair = turned(one, other);
    return pair === undefined ? NONE : equal(...pair);
  },
  (width) =>
    range(1, width).map((distance) =>
      equal(rotation(x(width), distance), rotation(y(width), distance)),
    ),
  (width) => [[equal(rotation(x(width), 1), y(width)), equal(x(width), y(width))]],
);

export const EQUALITY_RULES: Rule[] = [...PLAIN, ...LINEAR_RULES, ROTATIONS, PIECES];
