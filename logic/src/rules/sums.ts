/**
 * Rules for sums. The normal form is `k + (m + (n + …))`: one literal, then multiples of different
 * atoms, the older atom first, so that equal sums are equal terms and an address shows its offset.
 */
import { add, mul, not } from "../term/build.js";
import { constant, isZero } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { first, isConstant, kindOf, NONE, second, sortOf, type Term } from "../term/table.js";
import { k, l, number, type Rule, WIDTHS, x, y, z } from "./rule.js";

export const isSum = (term: Term) => kindOf(term) === Kind.Add;
/** A literal times something. */
export const isMultiple = (term: Term) => kindOf(term) === Kind.Multiply && isConstant(first(term));

/** What a summand is a multiple of. */
export const atomOf = (term: Term) => (isMultiple(term) ? second(term) : term);
/** How many times it is there. */
export const factorOf = (term: Term) =>
  isMultiple(term) ? first(term) : constant(sortOf(term), 1);

/** What is added; a term that is no sum alone. */
export function summands(term: Term): Term[] {
  const found: Term[] = [];
  let rest = term;
  for (; isSum(rest); rest = second(rest)) found.push(first(rest));
  return [...found, rest];
}

/** The summand that leads a sum. */
const leader = (term: Term) => (isSum(term) ? first(term) : term);

/** Whether a summand belongs after another: literals first, then by atoms. */
function belongsAfter(one: Term, other: Term): boolean {
  if (isConstant(one) !== isConstant(other)) return isConstant(other);
  return atomOf(one) > atomOf(other);
}

/** Two summands of one atom as one, or NONE. */
function joined(one: Term, other: Term): Term {
  if (isConstant(one) || isConstant(other))
    return isConstant(one) && isConstant(other) ? add(one, other) : NONE;
  return atomOf(one) === atomOf(other)
    ? mul(add(factorOf(one), factorOf(other)), atomOf(one))
    : NONE;
}

/** With an unknown factor the multipliers are compared as circuits, which soon is too hard for
 * any solver; from 16 bits on it is proved for factors 1, -1 and powers of two. */
const PROVED_FOR_ALL_FACTORS = 5;

/** Factors at a width, in pairs. */
export function factors(width: number): [Term, Term][] {
  if (width <= PROVED_FOR_ALL_FACTORS) return [[k(width), l(width)]];
  const [minusOne, two, half] = [-1n, 2n, 1n << BigInt(width - 1)].map((value) =>
    constant(width, value),
  ) as [Term, Term, Term];
  return [
    [minusOne, two],
    [two, half],
    [half, minusOne],
  ];
}

/** Summands of the same atom. */
function pairsOfOneAtom(width: number): [Term, Term][] {
  return [
    [x(width), x(width)],
    ...factors(width).flatMap(([one, other]): [Term, Term][] => [
      [x(width), mul(one, x(width))],
      [mul(one, x(width)), x(width)],
      [mul(one, x(width)), mul(other, x(width))],
    ]),
  ];
}

const ORDER: Rule[] = [
  {
    name: "add/zero",
    says: "0 + x = x",
    kind: Kind.Add,
    rewrite: (_, one, other) => (isZero(one) ? other : isZero(other) ? one : NONE),
    widths: WIDTHS,
    examples: (width) => [add(number(width, 0), x(width)), add(x(width), number(width, 0))],
    broken: (width) => [[add(number(width, 1), x(width)), x(width)]],
  },
  {
    name: "add/associate",
    says: "(x + y) + z = x + (y + z)",
    kind: Kind.Add,
    rewrite: (_, one, other) => (isSum(one) ? add(first(one), add(second(one), other)) : NONE),
    widths: WIDTHS,
    examples: (width) => [add(add(x(width), y(width)), z(width))],
    broken: (width) => [[add(add(x(width), y(width)), z(width)), add(x(width), z(width))]],
  },
  {
    name: "add/order",
    says: "x + y = y + x",
    kind: Kind.Add,
    rewrite: (_, one, other) =>
      !isSum(other) && belongsAfter(one, other) ? add(other, one) : NONE,
    widths: WIDTHS,
    examples: (width) => {
      const inOrder = [x(width), y(width)].sort((one, other) => one - other);
      return [add(inOrder[1]!, inOrder[0]!), add(x(width), k(width))];
    },
    broken: (width) => [[add(x(width), y(width)), add(y(width), y(width))]],
  },
  {
    name: "add/order-within",
    says: "x + (y + z) = y + (x + z)",
    kind: Kind.Add,
    rewrite: (_, one, other) =>
      isSum(other) && belongsAfter(one, first(other))
        ? add(first(other), add(one, second(other)))
        : NONE,
    widths: WIDTHS,
    examples: (width) => {
      const inOrder = [x(width), y(width)].sort((one, other) => one - other);
      return [add(inOrder[1]!, add(inOrder[0]!, z(width))), add(x(width), add(k(width), z(width)))];
    },
    broken: (width) => [
      [add(x(width), add(y(width), z(width))), add(y(width), add(x(width), x(width)))],
    ],
  },
];

const JOIN: Rule[] = [
  {
    name: "add/join",
    says: "k * x + l * x = (k + l) * x",
    kind: Kind.Add,
    rewrite: (_, one, other) => (isSum(other) ? NONE : joined(one, other)),
    widths: WIDTHS,
    examples: (width) => pairsOfOneAtom(width).map(([one, other]) => add(one, other)),
    broken: (width) => [
      [
        add(mul(k(width), x(width)), mul(l(width), y(width))),
        mul(add(k(width), l(width)), x(width)),
      ],
    ],
  },
  {
    name: "add/join-within",
    says: "k * x + (l * x + z) = (k + l) * x + z",
    kind: Kind.Add,
    rewrite: (_, one, other) => {
      const sum = isSum(other) ? joined(one, leader(other)) : NONE;
      return sum === NONE ? NONE : add(sum, second(other));
    },
    widths: WIDTHS,
    examples: (width) => [
      add(k(width), add(l(width), z(width))),
      ...pairsOfOneAtom(width).map(([one, other]) => add(one, add(other, z(width)))),
    ],
    broken: (width) => [[add(k(width), add(l(width), z(width))), add(k(width), z(width))]],
  },
  {
    name: "add/not",
    says: "k + ~x = (k - 1) - x",
    kind: Kind.Add,
    rewrite: (sort, one, other) =>
      isConstant(one) && kindOf(other) === Kind.Not
        ? add(add(one, constant(sort, -1)), mul(constant(sort, -1), first(other)))
        : NONE,
    widths: WIDTHS,
    examples: (width) => [add(k(width), not(x(width)))],
    broken: (width) => [
      [add(k(width), not(x(width))), add(k(width), mul(constant(width, -1), x(width)))],
    ],
  },
];

export const SUM_RULES: Rule[] = [...ORDER, ...JOIN];
