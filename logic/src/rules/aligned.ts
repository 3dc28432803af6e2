/**
 * Rules for multiples of powers of two with something small added, as the places within a page are:
 * they are compared as the multiples are, once for all places, and else by the small parts.
 */
import { add, and, equal, extract, mul, or, ult } from "../term/build.js";
import { bigintOf, constant, powerOfTwo } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import { first, isLiteral, kindOf, NONE, second, sortOf, type Term } from "../term/table.js";
import { lowZeros } from "./low-zeros.js";
import { FROM_TWO, number, type Rule, range, x, y } from "./rule.js";
import { isSum } from "./sums.js";

/** A term as what is above a bit and what is below it. */
type Cut = readonly [upper: Term, lower: Term];

const cutAt = (term: Term, bit: number): Cut => [
  extract(term, sortOf(term) - 1, bit),
  extract(term, bit - 1, 0),
];

/** A literal plus what has zeros there, as both. */
const cutSum = (sum: Term, bit: number): Cut => [
  cutAt(second(sum), bit)[0],
  cutAt(first(sum), bit)[1],
];

/** The number of low bits in which a sum's literal stands alone; 0 if there are none. */
function placeBits(term: Term): number {
  if (!isSum(term) || !isLiteral(first(term))) return 0;
  const zeros = lowZeros(second(term));
  return bigintOf(first(term)) >> BigInt(zeros) === 0n ? zeros : 0;
}

const isLess = ([upper, lower]: Cut, [otherUpper, otherLower]: Cut) =>
  or(ult(upper, otherUpper), and(equal(upper, otherUpper), ult(lower, otherLower)));

const compared: Rewrite = (_, one, other) => {
  const bit = placeBits(one) || placeBits(other);
  if (bit === 0 || bit === sortOf(one) || isLiteral(one) || isLiteral(other)) return NONE;
  const cut = (term: Term) => (placeBits(term) === bit ? cutSum(term, bit) : cutAt(term, bit));
  return isLess(cut(one), cut(other));
};

/** A multiple of a power of two, up to the width, with the power's exponent. */
function multiples(width: number): [exponent: number, multiple: Term][] {
  const exponents = width <= 8 ? range(1, width) : [1, 3, 9, width - 1];
  return exponents.map((exponent) => [
    exponent,
    mul(constant(width, 1n << BigInt(exponent)), x(width)),
  ]);
}

export const ALIGNED_RULES: Rule[] = [
  {
    name: "extract/multiple",
    says: "the bits of 2^n * x from bit n on are bits of x",
    kind: Kind.Extract,
    rewrite: (sort, whole, low) => {
      if (kindOf(whole) !== Kind.Multiply || !isLiteral(first(whole))) return NONE;
      const exponent = powerOfTwo(first(whole));
      if (exponent < 0 || low < exponent) return NONE;
      return extract(second(whole), low + sort - 1 - exponent, low - exponent);
    },
    widths: FROM_TWO,
    examples: (width) =>
      multiples(width).flatMap(([exponent, multiple]) => [
        extract(multiple, width - 1, exponent),
        extract(multiple, exponent, exponent),
      ]),
    broken: (width) => [[extract(mul(number(width, 2), x(width)), 0, 0), extract(x(width), 0, 0)]],
  },
  {
    name: "less-unsigned/aligned",
    says: "(k + 2^n * x < y) = (x < the upper bits of y, or they are equal and k < the lower n bits), k being below 2^n; and the other way",
    kind: Kind.LessUnsigned,
    rewrite: compared,
    widths: FROM_TWO,
    examples: (width) =>
      multiples(width).flatMap(([exponent, multiple]) =>
        [1n, (1n << BigInt(exponent)) - 1n].flatMap((place) => {
          const aligned = add(constant(width, place), multiple);
          return [ult(aligned, y(width)), ult(y(width), aligned)];
        }),
      ),
    broken: (width) => {
      const sum = add(number(width, 1), x(width));
      return [[ult(sum, y(width)), isLess(cutSum(sum, 1), cutAt(y(width), 1))]];
    },
  },
];
