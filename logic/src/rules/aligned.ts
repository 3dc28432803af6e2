/**
 * Rules for multiples of powers of two with something small added, as the places within a page are:
 * they are compared as the multiples are, once for all places, and else by the small parts.
 */
import { add, and, equal, extract, mul, or, ult } from "../term/build.js";
import { constant, powerOfTwo } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import { first, isLiteral, kindOf, NONE, second, sortOf, type Term } from "../term/table.js";
import { lowZeros } from "./low-zeros.js";
import { FROM_TWO, number, type Rule, range, x, y } from "./rule.js";
import { isMultiple, isSum } from "./sums.js";

/** A term as what is above a bit and what is below it. */
type Cut = readonly [upper: Term, lower: Term];

const cutAt = (term: Term, bit: number): Cut => [
  extract(term, sortOf(term) - 1, bit),
  extract(term, bit - 1, 0),
];

/** A literal plus what has zeros below the bit: nothing is carried over it. */
const cutSum = (literal: Term, multiple: Term, bit: number): Cut => {
  const [upper, place] = cutAt(literal, bit);
  return [add(upper, cutAt(multiple, bit)[0]), place];
};

/** A sum or a multiple as a literal and the rest. */
function splitSum(term: Term): [literal: Term, rest: Term] | undefined {
  if (isSum(term) && isLiteral(first(term))) return [first(term), second(term)];
  return isSum(term) || isMultiple(term) ? [constant(sortOf(term), 0), term] : undefined;
}

/** The number of low bits that only the literal of a sum or a multiple has. */
function placeBits(term: Term): number {
  const split = splitSum(term);
  return split === undefined ? 0 : lowZeros(split[1]);
}

const isLess = ([upper, lower]: Cut, [otherUpper, otherLower]: Cut) =>
  or(ult(upper, otherUpper), and(equal(upper, otherUpper), ult(lower, otherLower)));

const compared: Rewrite = (_, one, other) => {
  const bit = placeBits(one) || placeBits(other);
  if (bit === 0 || bit === sortOf(one) || isLiteral(one) || isLiteral(other)) return NONE;
  const cut = (term: Term) =>
    placeBits(term) >= bit ? cutSum(...splitSum(term)!, bit) : cutAt(term, bit);
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
    says: "(k + 2^n * x < y) = (x and the upper bits of k < the upper bits of y, or these are equal and the lower n bits of k < those of y); and the other way",
    kind: Kind.LessUnsigned,
    rewrite: compared,
    widths: FROM_TWO,
    examples: (width) =>
      multiples(width).flatMap(([exponent, multiple]) =>
        [0n, 1n, (1n << BigInt(exponent)) - 1n, 5n << BigInt(exponent)].flatMap((place) => {
          const aligned = place === 0n ? multiple : add(constant(width, place), multiple);
          return [ult(aligned, y(width)), ult(y(width), aligned)];
        }),
      ),
    broken: (width) => {
      const sum = add(number(width, 1), x(width));
      return [
        [ult(sum, y(width)), isLess(cutSum(number(width, 1), x(width), 1), cutAt(y(width), 1))],
      ];
    },
  },
];
