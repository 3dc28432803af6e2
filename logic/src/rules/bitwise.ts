/** Rules for not, and, or, exclusive or: of bits and of truth values alike. */
import { and, concat, extract, not, or, xor, zeroExtend } from "../term/build.js";
import { bigintOf, constant, isOnes, isZero } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Sort } from "../term/sort.js";
import { first, isConstant, isLiteral, kindOf, NONE, second, type Term } from "../term/table.js";
import { commutes } from "./commutes.js";
import { literal, number, type Rule, range, WIDTHS, WITH_TRUTH, x, y } from "./rule.js";

type Gate = (x: Term, y: Term) => Term;

const isNot = (term: Term) => kindOf(term) === Kind.Not;
const isComplement = (x: Term, y: Term) =>
  (isNot(x) && first(x) === y) || (isNot(y) && first(y) === x);

const NOT_RULES: Rule[] = [
  {
    name: "not/twice",
    says: "~~x = x",
    kind: Kind.Not,
    rewrite: (_, term) => (isNot(term) ? first(term) : NONE),
    widths: WITH_TRUTH,
    examples: (width) => [not(not(x(width)))],
    broken: (width) => [[not(x(width)), x(width)]],
  },
];

/** `k & (l & x) = (k & l) & x`, for each of the three. */
function joinsLiterals(name: string, kind: Kind, gate: Gate): Rule {
  return {
    name: `${name}/literals`,
    says: `k ${name} (l ${name} x) = (k ${name} l) ${name} x`,
    kind,
    rewrite: (_, k, rest) =>
      isConstant(k) && kindOf(rest) === kind && isConstant(first(rest))
        ? gate(gate(k, first(rest)), second(rest))
        : NONE,
    widths: WITH_TRUTH,
    examples: (width) => [gate(literal("k", width), gate(literal("l", width), x(width)))],
    broken: (width) => [
      [
        gate(literal("k", width), gate(literal("l", width), x(width))),
        gate(literal("k", width), x(width)),
      ],
    ],
  };
}

/** One of the two lattice operations: `neutral` changes nothing, `dominant` decides all. */
interface Lattice {
  readonly name: string;
  readonly kind: Kind;
  readonly gate: Gate;
  readonly neutral: 0 | -1;
  readonly dominant: 0 | -1;
}

const AND: Lattice = { name: "and", kind: Kind.And, gate: and, neutral: -1, dominant: 0 };
const OR: Lattice = { name: "or", kind: Kind.Or, gate: or, neutral: 0, dominant: -1 };

const isNumber = (value: 0 | -1, term: Term) => (value === 0 ? isZero(term) : isOnes(term));

function withLiterals({ name, kind, gate, neutral, dominant }: Lattice): Rule[] {
  return [
    {
      name: `${name}/neutral`,
      says: `${neutral} ${name} x = x`,
      kind,
      rewrite: (_, k, term) => (isNumber(neutral, k) ? term : NONE),
      widths: WITH_TRUTH,
      examples: (width) => [gate(number(width, neutral), x(width))],
      broken: (width) => [[gate(number(width, dominant), x(width)), x(width)]],
    },
    {
      name: `${name}/dominant`,
      says: `${dominant} ${name} x = ${dominant}`,
      kind,
      rewrite: (_, k) => (isNumber(dominant, k) ? k : NONE),
      widths: WITH_TRUTH,
      examples: (width) => [gate(number(width, dominant), x(width))],
      broken: (width) => [[gate(number(width, neutral), x(width)), number(width, neutral)]],
    },
    joinsLiterals(name, kind, gate),
  ];
}

/** Whichever of two has the other as a part, under the same operator; or NONE. */
function absorbing(kind: Kind, one: Term, other: Term): Term {
  const has = (whole: Term, part: Term) =>
    kindOf(whole) === kind && (first(whole) === part || second(whole) === part);
  if (has(other, one)) return other;
  return has(one, other) ? one : NONE;
}

function withItself({ name, kind, gate, neutral, dominant }: Lattice): Rule[] {
  return [
    {
      name: `${name}/same`,
      says: `x ${name} x = x`,
      kind,
      rewrite: (_, one, other) => (one === other ? one : NONE),
      widths: WITH_TRUTH,
      examples: (width) => [gate(x(width), x(width))],
      broken: (width) => [[gate(x(width), y(width)), x(width)]],
    },
    {
      name: `${name}/complement`,
      says: `x ${name} ~x = ${dominant}`,
      kind,
      rewrite: (sort, one, other) => (isComplement(one, other) ? number(sort, dominant) : NONE),
      widths: WITH_TRUTH,
      examples: (width) => [gate(x(width), not(x(width))), gate(not(x(width)), x(width))],
      broken: (width) => [[gate(x(width), not(x(width))), number(width, neutral)]],
    },
    {
      name: `${name}/again`,
      says: `x ${name} (x ${name} y) = x ${name} y`,
      kind,
      rewrite: (_, one, other) => absorbing(kind, one, other),
      widths: WITH_TRUTH,
      examples: (width) => {
        const both = [gate(x(width), y(width)), gate(y(width), x(width))];
        return both.flatMap((pair) => [gate(x(width), pair), gate(pair, x(width))]);
      },
      broken: (width) => [[gate(x(width), gate(x(width), y(width))), x(width)]],
    },
  ];
}

const XOR_RULES: Rule[] = [
  {
    name: "xor/zero",
    says: "0 xor x = x",
    kind: Kind.Xor,
    rewrite: (_, k, term) => (isZero(k) ? term : NONE),
    widths: WITH_TRUTH,
    examples: (width) => [xor(number(width, 0), x(width))],
    broken: (width) => [[xor(number(width, 1), x(width)), x(width)]],
  },
  {
    name: "xor/ones",
    says: "-1 xor x = ~x",
    kind: Kind.Xor,
    rewrite: (_, k, term) => (isOnes(k) ? not(term) : NONE),
    widths: WITH_TRUTH,
    examples: (width) => [xor(number(width, -1), x(width))],
    broken: (width) => [[xor(number(width, 0), x(width)), not(x(width))]],
  },
  {
    name: "xor/same",
    says: "x xor x = 0",
    kind: Kind.Xor,
    rewrite: (sort, one, other) => (one === other ? number(sort, 0) : NONE),
    widths: WITH_TRUTH,
    examples: (width) => [xor(x(width), x(width))],
    broken: (width) => [[xor(x(width), y(width)), number(width, 0)]],
  },
  {
    name: "xor/not",
    says: "~x xor y = ~(x xor y)",
    kind: Kind.Xor,
    rewrite: (_, one, other) => {
      if (isNot(one)) return not(xor(first(one), other));
      return isNot(other) ? not(xor(one, first(other))) : NONE;
    },
    widths: WITH_TRUTH,
    examples: (width) => [xor(not(x(width)), y(width)), xor(y(width), not(x(width)))],
    broken: (width) => [[xor(not(x(width)), y(width)), xor(x(width), y(width))]],
  },
  joinsLiterals("xor", Kind.Xor, xor),
];

/** Where the ones of a literal begin and end if they are one run, not reaching over all bits. */
function runOfOnes(term: Term, width: number): { low: number; high: number } | undefined {
  if (!isLiteral(term)) return undefined;
  const bits = bigintOf(term).toString(2);
  const match = /^(1+)(0*)$/.exec(bits);
  if (match === null || match[1]!.length === width) return undefined;
  return { low: match[2]!.length, high: bits.length - 1 };
}

/** The literal with ones from bit `low` to bit `high`. */
function ones(width: number, low: number, high: number): Term {
  return constant(width, ((1n << BigInt(high - low + 1)) - 1n) << BigInt(low));
}

function maskedRun(sort: Sort, mask: Term, term: Term): Term {
  const run = sort === 0 ? undefined : runOfOnes(mask, sort);
  if (run === undefined) return NONE;
  const kept = extract(term, run.high, run.low);
  const above = zeroExtend(kept, sort - run.low);
  return run.low === 0 ? above : concat(above, constant(run.low, 0));
}

const MASK: Rule = {
  name: "and/run",
  says: "0…01…10…0 & x = the bits of x in the run, zeros around",
  kind: Kind.And,
  rewrite: maskedRun,
  widths: WIDTHS.filter((width) => width > 1),
  examples: (width) =>
    range(0, width).flatMap((low) =>
      range(low, width)
        .filter((high) => high - low + 1 < width)
        .map((high) => and(ones(width, low, high), x(width))),
    ),
  broken: (width) => [
    [and(ones(width, 1, width - 1), x(width)), x(width)],
    [and(ones(width, 0, 0), x(width)), zeroExtend(extract(x(width), width - 1, width - 1), width)],
  ],
};

export const BITWISE_RULES: Rule[] = [
  ...NOT_RULES,
  commutes("and", Kind.And, and, WITH_TRUTH),
  ...withLiterals(AND),
  ...withItself(AND),
  MASK,
  commutes("or", Kind.Or, or, WITH_TRUTH),
  ...withLiterals(OR),
  ...withItself(OR),
  commutes("xor", Kind.Xor, xor, WITH_TRUTH),
  ...XOR_RULES,
];
