/**
 * Rules for what a machine computes with integers that are extended to its registers: they go into
 * as few bits as say all of it, so that both sides of a comparison are the same term. Only where
 * terms are built thoroughly: what is pushed into a term with shared parts makes it larger.
 */
import {
  add,
  and,
  concat,
  equal,
  extract,
  ite,
  mul,
  not,
  or,
  signExtend,
  slt,
  ult,
  xor,
} from "../term/build.js";
import { bigintOf, constant, isZero } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import { first, isLiteral, kindOf, NONE, second, sortOf, type Term, third } from "../term/table.js";
import type { Gate } from "./chains.js";
import { number, type Rule, unknown, WIDTHS, x, y } from "./rule.js";

const isExtension = (term: Term) => kindOf(term) === Kind.SignExtend;
const hasZerosAbove = (term: Term) => kindOf(term) === Kind.Concat && isZero(first(term));

/** Of how many bits a term surely is the extension. */
function signedWidth(term: Term): number {
  const width = sortOf(term);
  if (isExtension(term)) return sortOf(first(term));
  if (hasZerosAbove(term)) return sortOf(second(term)) + 1;
  if (!isLiteral(term)) return width;
  const value = BigInt.asIntN(width, bigintOf(term));
  return (value < 0n ? ~value : value).toString(2).length + 1;
}

/** What a term is the extension of, at least as wide as that is. */
function narrowed(term: Term, width: number): Term {
  if (isExtension(term)) return signExtend(first(term), width);
  if (isLiteral(term)) return constant(width, bigintOf(term));
  return concat(constant(width - sortOf(second(term)), 0), second(term));
}

/** Two operands, one of them an extension, in as few bits as both have; nothing if they have all. */
function bothNarrowed(one: Term, other: Term): readonly [Term, Term] | undefined {
  if (!isExtension(one) && !isExtension(other)) return undefined;
  const width = Math.max(signedWidth(one), signedWidth(other));
  return width < sortOf(one) ? [narrowed(one, width), narrowed(other, width)] : undefined;
}

/** Pairs of operands of a rule's examples. */
function operands(width: number): [Term, Term][] {
  const wide = width + 5;
  const extension = signExtend(x(width), wide);
  return [
    [extension, signExtend(y(width), wide)],
    [extension, signExtend(y(width + 2), wide)],
    [constant(wide, -1n), extension],
    [constant(wide, 1n), extension],
    [extension, concat(number(3, 0), y(width + 2))],
  ];
}

const outwards =
  (build: Gate): Rewrite =>
  (sort, one, other) => {
    const pair = bothNarrowed(one, other);
    return pair === undefined ? NONE : signExtend(build(...pair), sort);
  };

function gateRule(name: string, kind: Kind, gate: Gate): Rule {
  return {
    name: `${name}/extensions`,
    says: `signed(x) ${name} signed(y) = signed(x ${name} y), and where y is a literal or has zeros above`,
    kind,
    rewrite: outwards(gate),
    widths: WIDTHS,
    examples: (width) => operands(width).map(([one, other]) => gate(one, other)),
    broken: (width) => [
      [
        gate(signExtend(x(width), width + 1), concat(number(1, 0), y(width))),
        signExtend(gate(x(width), y(width)), width + 1),
      ],
    ],
  };
}

function comparisonRule(name: string, kind: Kind, compare: Gate): Rule {
  return {
    name: `${name}/extensions`,
    says: `signed(x) compared with signed(y) is x compared with y, and where y is a literal or has zeros above`,
    kind,
    rewrite: (_, one, other) => {
      const pair = bothNarrowed(one, other);
      return pair === undefined ? NONE : compare(...pair);
    },
    widths: WIDTHS,
    examples: (width) =>
      operands(width).flatMap(([one, other]) => [compare(one, other), compare(other, one)]),
    broken: (width) => [
      [
        compare(concat(number(1, 0), y(width)), signExtend(x(width), width + 1)),
        compare(y(width), x(width)),
      ],
    ],
  };
}

const c = unknown("c", 0);

const OUTWARDS: Rule[] = [
  gateRule("and", Kind.And, and),
  gateRule("or", Kind.Or, or),
  gateRule("xor", Kind.Xor, xor),
  {
    name: "not/extension",
    says: "~signed(x) = signed(~x)",
    kind: Kind.Not,
    rewrite: (sort, term) => (isExtension(term) ? signExtend(not(first(term)), sort) : NONE),
    widths: WIDTHS,
    examples: (width) => [not(signExtend(x(width), width + 5))],
    broken: (width) => [
      [not(signExtend(x(width), width + 1)), concat(number(1, 0), not(x(width)))],
    ],
  },
  {
    name: "choice/extensions",
    says: "(c ? signed(x) : signed(y)) = signed(c ? x : y), and where y is a literal or has zeros above",
    kind: Kind.IfThenElse,
    rewrite: (sort, condition, one, other) =>
      outwards((here, there) => ite(condition, here, there))(sort, one, other, NONE),
    widths: WIDTHS,
    examples: (width) => operands(width).map(([one, other]) => ite(c, one, other)),
    broken: (width) => [
      [
        ite(c, signExtend(x(width), width + 1), concat(number(1, 0), y(width))),
        signExtend(ite(c, x(width), y(width)), width + 1),
      ],
    ],
  },
  comparisonRule("equal", Kind.Equal, equal),
  comparisonRule("less-unsigned", Kind.LessUnsigned, ult),
  comparisonRule("less-signed", Kind.LessSigned, slt),
];

const CARRIES_UP_ONLY = new Map<Kind, Gate>([
  [Kind.Add, add],
  [Kind.Multiply, mul],
]);
const BITWISE = new Map<Kind, Gate>([
  [Kind.And, and],
  [Kind.Or, or],
  [Kind.Xor, xor],
]);

/** A piece of what is computed, computed from pieces. */
const fromPieces: Rewrite = (sort, whole, low) => {
  const piece = (term: Term) => extract(term, low + sort - 1, low);
  const kind = kindOf(whole);
  const gate = BITWISE.get(kind) ?? (Number(low) === 0 ? CARRIES_UP_ONLY.get(kind) : undefined);
  if (gate !== undefined) return gate(piece(first(whole)), piece(second(whole)));
  if (kind === Kind.Not) return not(piece(first(whole)));
  if (kind !== Kind.IfThenElse) return NONE;
  return ite(first(whole), piece(second(whole)), piece(third(whole)));
};

const INWARDS: Rule = {
  name: "extract/computed",
  says: "the low bits of x + y and x * y are those of the low bits of x and y; all pieces of x & y, x | y, x xor y, ~x and (c ? x : y)",
  kind: Kind.Extract,
  rewrite: fromPieces,
  widths: WIDTHS,
  examples: (width) => {
    const [one, other] = [x(width + 2), y(width + 2)];
    const low = (term: Term) => extract(term, width - 1, 0);
    const high = (term: Term) => extract(term, width + 1, 2);
    const bitwise = [
      and(one, other),
      or(one, other),
      xor(one, other),
      not(one),
      ite(c, one, other),
    ];
    // Two multipliers are soon too much for any solver.
    const product = width <= 6 ? [low(mul(one, other))] : [];
    return [
      ...bitwise.flatMap((term) => [low(term), high(term)]),
      low(add(one, other)),
      ...product,
    ];
  },
  broken: (width) => {
    const [one, other] = [x(width + 2), y(width + 2)];
    const high = (term: Term) => extract(term, width + 1, 2);
    return [[high(add(one, other)), add(high(one), high(other))]];
  },
};

export const EXTENSION_RULES: Rule[] = [...OUTWARDS, INWARDS];
