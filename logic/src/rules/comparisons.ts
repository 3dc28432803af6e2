/** Rules for the orders. */
import { concat, equal, not, slt, ult } from "../term/build.js";
import { bigintOf, constant, FALSE, isOne, isOnes, isZero, TRUE } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import { first, isLiteral, kindOf, NONE, second, sortOf, type Term } from "../term/table.js";
import { type Claim, FROM_TWO, number, type Rule, WIDTHS, x, y } from "./rule.js";

/** Zeros above something: the bits below, or NONE. */
function extended(term: Term): Term {
  return kindOf(term) === Kind.Concat && isZero(first(term)) ? second(term) : NONE;
}

const underZeros = (zeros: number, term: Term) => concat(constant(zeros, 0), term);

/** Two operands under equally many zeros, compared without them. */
const withoutZeros: Rewrite = (_, one, other) => {
  const [low, high] = [extended(one), extended(other)];
  if (low === NONE || high === NONE || sortOf(low) !== sortOf(high)) return NONE;
  return ult(low, high);
};

/** An operand under zeros, compared with a literal. */
const withLiteral: Rewrite = (_, one, other) => {
  const [low, high] = [extended(one), extended(other)];
  if (low !== NONE && isLiteral(other)) {
    const width = sortOf(low);
    if (bigintOf(other) >> BigInt(width) !== 0n) return TRUE;
    return ult(low, constant(width, bigintOf(other)));
  }
  if (high !== NONE && isLiteral(one)) {
    const width = sortOf(high);
    if (bigintOf(one) >> BigInt(width) !== 0n) return FALSE;
    return ult(constant(width, bigintOf(one)), high);
  }
  return NONE;
};

const bothExtended = (width: number): [Term, Term] => [
  underZeros(3, x(width)),
  underZeros(3, y(width)),
];

function rule(
  name: string,
  kind: Kind,
  says: string,
  widths: readonly number[],
  rewrite: Rewrite,
  examples: (width: number) => Term[],
  broken: (width: number) => Claim[],
): Rule {
  return { name, says, kind, rewrite, widths, examples, broken };
}

const UNSIGNED: Rule[] = [
  rule(
    "less-unsigned/same",
    Kind.LessUnsigned,
    "x < x is false",
    WIDTHS,
    (_, one, other) => (one === other ? FALSE : NONE),
    (width) => [ult(x(width), x(width))],
    (width) => [[ult(x(width), y(width)), FALSE]],
  ),
  rule(
    "less-unsigned/ends",
    Kind.LessUnsigned,
    "x < 0 and -1 < x are false, 0 < x is x != 0, x < 1 is x = 0",
    FROM_TWO,
    (_, one, other) => {
      if (isZero(other) || isOnes(one)) return FALSE;
      if (isZero(one)) return not(equal(one, other));
      return isOne(other) ? equal(constant(sortOf(one), 0), one) : NONE;
    },
    (width) => [
      ult(x(width), number(width, 0)),
      ult(number(width, -1), x(width)),
      ult(number(width, 0), x(width)),
      ult(x(width), number(width, 1)),
    ],
    (width) => [[ult(x(width), number(width, 2)), equal(number(width, 0), x(width))]],
  ),
  rule(
    "less-unsigned/zeros",
    Kind.LessUnsigned,
    "(0 . x < 0 . y) = (x < y)",
    WIDTHS,
    withoutZeros,
    (width) => [ult(...bothExtended(width))],
    (width) => [[ult(...bothExtended(width)), ult(y(width), x(width))]],
  ),
  rule(
    "less-unsigned/zeros-and-literal",
    Kind.LessUnsigned,
    "(0 . x < k) = (x < k), or true where k has more bits than x; and the other way",
    WIDTHS,
    withLiteral,
    (width) => {
      const wide = underZeros(3, x(width));
      const half = 1n << BigInt(width);
      return [0n, half - 1n, half >> 1n, half, half + 1n, 2n * half].flatMap((value) => {
        const k = constant(width + 3, value);
        return [ult(wide, k), ult(k, wide)];
      });
    },
    (width) => [[ult(underZeros(3, x(width)), number(width + 3, 1)), TRUE]],
  ),
];

const SIGNED: Rule[] = [
  rule(
    "less-signed/same",
    Kind.LessSigned,
    "x < x is false",
    WIDTHS,
    (_, one, other) => (one === other ? FALSE : NONE),
    (width) => [slt(x(width), x(width))],
    (width) => [[slt(x(width), y(width)), FALSE]],
  ),
  rule(
    "less-signed/zeros",
    Kind.LessSigned,
    "what has zeros above compares as unsigned",
    WIDTHS,
    (_, one, other) => {
      const isPositive = (term: Term) =>
        extended(term) !== NONE ||
        (isLiteral(term) && bigintOf(term) >> BigInt(sortOf(term) - 1) === 0n);
      const isPlain = isLiteral(one) && isLiteral(other);
      return !isPlain && isPositive(one) && isPositive(other) ? ult(one, other) : NONE;
    },
    (width) => {
      const k = constant(width + 3, 1n << BigInt(width + 1));
      const [one, other] = bothExtended(width);
      return [slt(one, other), slt(k, one), slt(other, k)];
    },
    (width) => [[slt(x(width), y(width)), ult(x(width), y(width))]],
  ),
];

export const COMPARISON_RULES: Rule[] = [...UNSIGNED, ...SIGNED];
