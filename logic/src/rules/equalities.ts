/**
 * Rules for equality. What has a sum in it becomes `k = sum`, all on one side with the leading
 * factor positive: so whether two addresses are equal shows in the difference of their offsets.
 */
import { add, and, concat, equal, extract, ite, mul, not } from "../term/build.js";
import { bigintOf, constant, isOnes, isZero, TRUE } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import { BOOLEAN, type Sort } from "../term/sort.js";
import {
  first,
  isConstant,
  isLiteral,
  kindOf,
  NONE,
  second,
  sortOf,
  type Term,
  third,
} from "../term/table.js";
import { commutes } from "./commutes.js";
import { lowZeros } from "./low-zeros.js";
import {
  type Claim,
  FROM_TWO,
  literal,
  number,
  type Rule,
  range,
  unknown,
  WIDTHS,
  WITH_TRUTH,
} from "./rule.js";
import { atomOf, factorOf, isMultiple, isSum } from "./sums.js";

const x = (width: number) => unknown("x", width);
const y = (width: number) => unknown("y", width);
const z = (width: number) => unknown("z", width);
const k = (width: number) => literal("k", width);
const l = (width: number) => literal("l", width);
const c = unknown("c", 0);

function rule(
  name: string,
  says: string,
  widths: readonly number[],
  rewrite: Rewrite,
  examples: (width: number) => Term[],
  broken: (width: number) => Claim[],
): Rule {
  return { name: `equal/${name}`, says, kind: Kind.Equal, rewrite, widths, examples, broken };
}

const zero = (sort: number) => constant(sort, 0);
const minus = (term: Term) => mul(constant(sortOf(term), -1), term);
const isLinear = (term: Term) => isSum(term) || isMultiple(term);

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

/** Whether a factor's highest bit is set, and it is not the one number that is its own negative. */
function isNegativeFactor(term: Term): boolean {
  if (!isLiteral(term)) return false;
  const half = 1n << BigInt(sortOf(term) - 1);
  return bigintOf(term) > half;
}

const leadingFactor = (term: Term) => factorOf(isSum(term) ? first(term) : term);

/** `0 = a - b` for atoms that are no sums themselves. */
function atomsApart(one: Term, other: Term): [Term, Term] | undefined {
  if (!isZero(one) || !isSum(other) || isSum(second(other))) return undefined;
  const [leads, follows] = [first(other), second(other)];
  if (isConstant(leads)) return undefined;
  const factors = [factorOf(leads), factorOf(follows)];
  const areOpposite =
    isLiteral(factors[0]!) && factors[0] === constant(sortOf(one), 1) && isOnes(factors[1]!);
  return areOpposite ? [atomOf(leads), atomOf(follows)] : undefined;
}

const LINEAR: Rule[] = [
  rule(
    "difference",
    "(x = y) = (0 = x - y), where one is a sum or a multiple",
    WIDTHS,
    (_, one, other) => {
      if (isConstant(one) || !(isLinear(one) || isLinear(other))) return NONE;
      return equal(zero(sortOf(one)), add(one, minus(other)));
    },
    (width) => [
      equal(add(x(width), y(width)), z(width)),
      equal(z(width), add(x(width), y(width))),
      equal(mul(number(width, -1), x(width)), y(width)),
    ],
    (width) => [
      [
        equal(add(x(width), y(width)), z(width)),
        equal(number(width, 1), add(add(x(width), y(width)), minus(z(width)))),
      ],
    ],
  ),
  rule(
    "offset",
    "(k = l + x) = (k - l = x)",
    WIDTHS,
    (_, one, other) =>
      isConstant(one) && isSum(other) && isConstant(first(other))
        ? equal(add(one, minus(first(other))), second(other))
        : NONE,
    (width) => [equal(k(width), add(l(width), x(width)))],
    (width) => [
      [equal(k(width), add(l(width), x(width))), equal(add(k(width), k(width)), x(width))],
    ],
  ),
  rule(
    "sign",
    "(k = x) = (-k = -x), where x leads with a negative factor",
    FROM_TWO,
    (_, one, other) =>
      isConstant(one) && isLinear(other) && isNegativeFactor(leadingFactor(other))
        ? equal(minus(one), minus(other))
        : NONE,
    (width) => [
      equal(k(width), mul(number(width, -1), x(width))),
      equal(k(width), add(mul(number(width, -1), x(width)), y(width))),
    ],
    (width) => [[equal(k(width), mul(number(width, -1), x(width))), equal(k(width), x(width))]],
  ),
  rule(
    "apart",
    "(0 = x - y) = (x = y), where neither is a sum or a multiple",
    WIDTHS,
    (_, one, other) => {
      const atoms = atomsApart(one, other);
      return atoms === undefined ? NONE : equal(...atoms);
    },
    (width) => [equal(zero(width), add(x(width), minus(y(width))))],
    (width) => [[equal(k(width), add(x(width), minus(y(width)))), equal(x(width), y(width))]],
  ),
];

/** Literals with one of the low `zeros` bits set. */
function oddLiterals(width: number, zeros: number): Term[] {
  return range(0, zeros).map((bit) => constant(width, (5n << BigInt(bit)) | (1n << BigInt(bit))));
}

/** How many low zeros to try: every number up to 8 bits, then what pages and words have. */
function zerosAt(width: number): number[] {
  return width <= 8 ? range(1, width) : [1, 2, 3, 12, 16, 31].filter((zeros) => zeros < width);
}

const MODULUS: Rule = rule(
  "modulus",
  "(k = x) is false where x is a multiple of 2^n and k is not",
  FROM_TWO,
  (sort, one, other) =>
    sortOf(one) !== BOOLEAN && isLiteral(one) && lowZeros(one) < lowZeros(other)
      ? number(sort, 0)
      : NONE,
  (width) =>
    zerosAt(width).flatMap((zeros) => {
      const multiple = mul(constant(width, 1n << BigInt(zeros)), x(width));
      const sum = add(multiple, mul(constant(width, 3n << BigInt(zeros)), y(width)));
      const shifted = concat(x(width - zeros), constant(zeros, 0));
      return oddLiterals(width, zeros).flatMap((odd) =>
        [multiple, sum, shifted].map((term) => equal(odd, term)),
      );
    }),
  (width) => [
    [equal(number(width, 2), mul(number(width, 2), x(width))), number(0, 0)],
    [equal(number(width, 1), x(width)), number(0, 0)],
  ],
);

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

export const EQUALITY_RULES: Rule[] = [...PLAIN, ...LINEAR, MODULUS, PIECES];
