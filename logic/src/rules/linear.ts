/**
 * Rules for equations between sums. What has a sum in it becomes `k = sum`, all on one side, with
 * a leading factor of 1 where that can be: so whether two addresses are equal shows in the
 * difference of their offsets, and what an odd factor multiplies can be compared without it.
 */
import { add, concat, equal, mul } from "../term/build.js";
import { bigintOf, constant, isOne, isOnes, isZero } from "../term/constant.js";
import { neg } from "../term/derived.js";
import { Kind } from "../term/kind.js";
import { simply } from "../term/rewriter.js";
import { BOOLEAN } from "../term/sort.js";
import { first, isConstant, isLiteral, NONE, second, sortOf, type Term } from "../term/table.js";
import { lowZeros } from "./low-zeros.js";
import { FROM_TWO, k, l, number, type Rule, range, rulesFor, WIDTHS, x, y, z } from "./rule.js";
import { atomOf, factorOf, isMultiple, isSum, summands } from "./sums.js";

const rule = rulesFor("equal", Kind.Equal);

const zero = (sort: number) => constant(sort, 0);
const minus = (term: Term) => mul(constant(sortOf(term), -1), term);
const isLinear = (term: Term) => isSum(term) || isMultiple(term);

/** The number that an odd one has to be multiplied with to give 1, by Newton's iteration. */
function inverseOf(odd: Term): Term {
  const width = sortOf(odd);
  const value = bigintOf(odd);
  let inverse = value;
  for (let bits = 3; bits < width; bits *= 2)
    inverse = BigInt.asUintN(width, inverse * (2n - value * inverse));
  return constant(width, inverse);
}

/** The inverse of the leading factor, if that is odd, is not 1, and is up to its sign the factor of
 * all summands; or NONE. */
function commonInverse(term: Term): Term {
  const factors = summands(term).map(factorOf);
  const leader = factors[0]!;
  if (!isLiteral(leader) || isOne(leader) || bigintOf(leader) % 2n === 0n) return NONE;
  const opposite = fold(neg, leader);
  const isCommon = factors.every((factor) => factor === leader || factor === opposite);
  return isCommon || isOnes(leader) ? inverseOf(leader) : NONE;
}

/** A factor times each summand. */
function scaled(term: Term, factor: Term): Term {
  return summands(term)
    .map((summand) => mul(factor, summand))
    .reduceRight((rest, summand) => add(summand, rest));
}

/** Factors up to four bits; above, multipliers that are not powers of two are too hard to compare. */
function oddFactors(width: number): Term[] {
  if (width > 4) return [constant(width, -1)];
  return range(1, 2 ** (width - 1)).map((half) => constant(width, 2 * half + 1));
}

/** An operator on literals, even where terms are built as they are written. */
const fold = (build: (term: Term) => Term, literal: Term) => simply(() => build(literal));

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
    "odd",
    "(k = j * x) = (k / j = x), for an odd j and for sums of which each factor is j or -j",
    WIDTHS,
    (_, one, other) => {
      if (!isConstant(one) || !isLinear(other)) return NONE;
      const inverse = commonInverse(other);
      return inverse === NONE ? NONE : equal(mul(inverse, one), scaled(other, inverse));
    },
    (width) =>
      oddFactors(width).flatMap((odd) => {
        const multiple = mul(odd, x(width));
        const [plus, less] = [y, z].map((term) => mul(odd, term(width)));
        return [
          equal(k(width), multiple),
          equal(k(width), add(multiple, plus!)),
          equal(k(width), add(multiple, mul(fold(neg, odd), y(width)))),
          ...(width > 16 ? [] : [equal(k(width), add(multiple, add(plus!, less!)))]),
        ];
      }),
    (width) =>
      width === 1
        ? [[equal(k(1), mul(number(1, 1), x(1))), equal(number(1, 0), x(1))]]
        : [[equal(k(width), mul(number(width, 3), x(width))), equal(k(width), x(width))]],
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

export const LINEAR_RULES: Rule[] = [...LINEAR, MODULUS];
