/** Rules for products, divisions and shifts. Literals come first; a shift by a literal is a
 * multiple or a piece of its operand. */
import {
  add,
  ashr,
  concat,
  extract,
  lshr,
  mul,
  not,
  rotl,
  shl,
  signExtend,
  udiv,
  urem,
  zeroExtend,
} from "../term/build.js";
import { bigintOf, constant, isOne, isOnes, isZero, powerOfTwo } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import type { Sort } from "../term/sort.js";
import { first, isConstant, isLiteral, kindOf, NONE, second, type Term } from "../term/table.js";
import { commutes } from "./commutes.js";
import { FROM_TWO, k, number, type Rule, range, WIDTHS, x, y } from "./rule.js";
import { factors, isMultiple, isSum } from "./sums.js";

/** Two multipliers with unknown factors are soon too much for any solver. */
const SMALL: readonly number[] = WIDTHS.filter((width) => width <= 8);

/** Whether to multiply by a literal takes no addition. */
const isShift = (factor: Term) => isOnes(factor) || (isLiteral(factor) && powerOfTwo(factor) >= 0);

const PRODUCTS: Rule[] = [
  {
    name: "multiply/zero",
    says: "0 * x = 0",
    kind: Kind.Multiply,
    rewrite: (_, one) => (isZero(one) ? one : NONE),
    widths: WIDTHS,
    examples: (width) => [mul(number(width, 0), x(width))],
    broken: (width) => [[mul(number(width, 1), x(width)), number(width, 0)]],
  },
  {
    name: "multiply/one",
    says: "1 * x = x",
    kind: Kind.Multiply,
    rewrite: (_, one, other) => (isOne(one) ? other : NONE),
    widths: WIDTHS,
    examples: (width) => [mul(number(width, 1), x(width))],
    broken: (width) => [[mul(number(width, 0), x(width)), x(width)]],
  },
  {
    name: "multiply/literals",
    says: "k * (l * x) = (k * l) * x",
    kind: Kind.Multiply,
    rewrite: (_, one, other) =>
      isConstant(one) && isMultiple(other) ? mul(mul(one, first(other)), second(other)) : NONE,
    widths: WIDTHS,
    examples: (width) => factors(width).map(([one, other]) => mul(one, mul(other, x(width)))),
    broken: (width) => [
      [mul(k(width), mul(k(width), x(width))), mul(add(k(width), k(width)), x(width))],
    ],
  },
  {
    name: "multiply/sum",
    says: "k * (l + x) = k * l + k * x, and k * (x + y) = k * x + k * y for k = -1 and k = 2^n",
    kind: Kind.Multiply,
    rewrite: (_, one, other) =>
      isSum(other) && (isShift(one) || (isConstant(one) && isConstant(first(other))))
        ? add(mul(one, first(other)), mul(one, second(other)))
        : NONE,
    widths: WIDTHS,
    examples: (width) => [
      ...[-1n, ...[0, 1, width - 1].filter((n) => n < width).map((n) => 1n << BigInt(n))].map(
        (factor) => mul(constant(width, factor), add(x(width), y(width))),
      ),
      ...factors(width).map(([one, other]) => mul(one, add(other, x(width)))),
    ],
    broken: (width) => [
      [mul(k(width), add(x(width), y(width))), add(mul(k(width), x(width)), y(width))],
    ],
  },
  {
    name: "multiply/not",
    says: "k * ~x = -k - k * x",
    kind: Kind.Multiply,
    rewrite: (sort, one, other) => {
      if (!isConstant(one) || kindOf(other) !== Kind.Not) return NONE;
      const negative = mul(constant(sort, -1), one);
      return add(negative, mul(negative, first(other)));
    },
    widths: WIDTHS,
    examples: (width) => factors(width).map(([factor]) => mul(factor, not(x(width)))),
    broken: (width) => [[mul(k(width), not(x(width))), mul(k(width), x(width))]],
  },
];

/** By a power of two, `exponent` of which is below the width. */
function byPowerOfTwo(
  name: string,
  kind: Kind,
  build: (one: Term, other: Term) => Term,
  result: (sort: Sort, term: Term, exponent: number) => Term,
): Rule {
  return {
    name: `${name}/power-of-two`,
    says: `x ${name} 2^n is a piece of x`,
    kind,
    rewrite: (sort, term, divisor) => {
      const exponent = powerOfTwo(divisor);
      return exponent < 0 ? NONE : result(sort, term, exponent);
    },
    widths: WIDTHS,
    examples: (width) =>
      range(0, width).map((exponent) => build(x(width), constant(width, 1n << BigInt(exponent)))),
    broken: (width) => [
      [build(x(width), number(width, width === 1 ? 0 : 3)), result(width as Sort, x(width), 0)],
    ],
  };
}

const DIVISIONS: Rule[] = [
  byPowerOfTwo("divided-by", Kind.DivideUnsigned, udiv, (sort, term, exponent) =>
    zeroExtend(extract(term, sort - 1, exponent), sort),
  ),
  byPowerOfTwo("modulo", Kind.RemainderUnsigned, urem, (sort, term, exponent) =>
    exponent === 0 ? number(sort, 0) : zeroExtend(extract(term, exponent - 1, 0), sort),
  ),
];

/** The distance of a shift by a literal; the width if it is at least that. */
function distanceOf(term: Term, sort: Sort): number {
  const value = bigintOf(term);
  return value >= BigInt(sort) ? sort : Number(value);
}

/** A shift by a literal, whose result depends on the distance; `broken` is by one less. */
function byLiteral(
  name: string,
  kind: Kind,
  build: (one: Term, other: Term) => Term,
  result: (sort: Sort, term: Term, distance: number) => Term,
): Rule {
  const rewrite: Rewrite = (sort, term, distance) =>
    isLiteral(distance) ? result(sort, term, distanceOf(distance, sort)) : NONE;
  return {
    name: `${name}/literal`,
    says: `${name} by a literal is a piece of x, or a multiple`,
    kind,
    rewrite,
    widths: FROM_TWO,
    examples: (width) => {
      const distances = range(0, Math.min(width + 2, 2 ** width));
      return [...distances, -1].map((distance) => build(x(width), constant(width, distance)));
    },
    broken: (width) => [[build(x(width), number(width, 1)), result(width as Sort, x(width), 0)]],
  };
}

const SHIFTS: Rule[] = [
  byLiteral("shift-left", Kind.ShiftLeft, shl, (sort, term, distance) =>
    mul(constant(sort, 1n << BigInt(distance)), term),
  ),
  byLiteral("shift-right", Kind.ShiftRight, lshr, (sort, term, distance) =>
    distance === sort ? constant(sort, 0) : zeroExtend(extract(term, sort - 1, distance), sort),
  ),
  byLiteral("shift-right-signed", Kind.ShiftRightSigned, ashr, (sort, term, distance) =>
    signExtend(extract(term, sort - 1, Math.min(distance, sort - 1)), sort),
  ),
];

const ROTATION: Rule = {
  name: "rotate-left/literal",
  says: "a rotation by a literal exchanges two pieces",
  kind: Kind.RotateLeft,
  rewrite: (sort, term, distance) => {
    if (!isLiteral(distance)) return NONE;
    const turn = Number(bigintOf(distance) % BigInt(sort));
    if (turn === 0) return term;
    return concat(extract(term, sort - turn - 1, 0), extract(term, sort - 1, sort - turn));
  },
  widths: FROM_TWO,
  examples: (width) =>
    [...range(0, Math.min(width + 2, 2 ** width)), -1].map((distance) =>
      rotl(x(width), constant(width, distance)),
    ),
  broken: (width) => [[rotl(x(width), number(width, 1)), x(width)]],
};

export const PRODUCT_RULES: Rule[] = [
  commutes("multiply", Kind.Multiply, mul, SMALL),
  ...PRODUCTS,
  ...DIVISIONS,
  ...SHIFTS,
  ROTATION,
];
