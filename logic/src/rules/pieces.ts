/** Rules for concatenation and extraction. Concatenations lean to the right, and pieces that lie
 * side by side become one again: so a value stored byte by byte comes back as itself. */
import { concat, extract, ite, mul, or, signExtend } from "../term/build.js";
import { constant, isZero } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
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
import { lowZeros } from "./low-zeros.js";
import { FROM_TWO, literal, number, type Rule, range, unknown, WIDTHS, x, y, z } from "./rule.js";

const isConcat = (term: Term) => kindOf(term) === Kind.Concat;
const isExtract = (term: Term) => kindOf(term) === Kind.Extract;

/** Two pieces of one term side by side as one piece, or NONE. */
function joinedPieces(high: Term, low: Term): Term {
  if (!isExtract(high) || !isExtract(low) || first(high) !== first(low)) return NONE;
  const top = secondInteger(high);
  if (secondInteger(low) + sortOf(low) !== top) return NONE;
  return extract(first(high), top + sortOf(high) - 1, secondInteger(low));
}

/** Pairs of neighbouring pieces of a term of `width` bits: all ways to cut out two. */
function neighbours(width: number): [Term, Term][] {
  const cuts = width <= 8 ? range(0, width + 1) : [0, 1, 8, width >> 1, width - 1, width];
  const found: [Term, Term][] = [];
  for (const low of cuts)
    for (const middle of cuts)
      for (const high of cuts)
        if (low < middle && middle < high)
          found.push([extract(x(width), high - 1, middle), extract(x(width), middle - 1, low)]);
  return found;
}

const CONCATS: Rule[] = [
  {
    name: "concat/associate",
    says: "(x . y) . z = x . (y . z)",
    kind: Kind.Concat,
    rewrite: (_, high, low) =>
      isConcat(high) ? concat(first(high), concat(second(high), low)) : NONE,
    widths: WIDTHS,
    examples: (width) => [concat(concat(x(width), y(3)), z(width))],
    broken: (width) => [
      [concat(concat(x(width), y(width)), z(width)), concat(y(width), concat(x(width), z(width)))],
    ],
  },
  {
    name: "concat/multiple",
    says: "x[w-n-1:0] . 0 = 2^n * x",
    kind: Kind.Concat,
    rewrite: (sort, high, low) => {
      const isShifted =
        isZero(low) && isExtract(high) && secondInteger(high) === 0 && sortOf(first(high)) === sort;
      return isShifted ? mul(constant(sort, 1n << BigInt(sortOf(low))), first(high)) : NONE;
    },
    widths: FROM_TWO,
    examples: (width) =>
      range(1, width).map((zeros) =>
        concat(extract(x(width), width - 1 - zeros, 0), number(zeros, 0)),
      ),
    broken: (width) => [
      [concat(extract(x(width), width - 1, 1), number(1, 0)), mul(number(width, 2), x(width))],
    ],
  },
  {
    name: "concat/join",
    says: "x[h:m+1] . x[m:l] = x[h:l]",
    kind: Kind.Concat,
    rewrite: (_, high, low) => joinedPieces(high, low),
    widths: FROM_TWO,
    examples: (width) => neighbours(width).map(([high, low]) => concat(high, low)),
    broken: (width) => [
      [concat(extract(x(width), 0, 0), extract(x(width), width - 1, 1)), x(width)],
    ],
  },
  {
    name: "concat/join-within",
    says: "x[h:m+1] . (x[m:l] . z) = x[h:l] . z, and for two literals",
    kind: Kind.Concat,
    rewrite: (_, high, low) => {
      if (!isConcat(low)) return NONE;
      const next = first(low);
      if (isLiteral(high) && isLiteral(next)) return concat(concat(high, next), second(low));
      const whole = joinedPieces(high, next);
      return whole === NONE ? NONE : concat(whole, second(low));
    },
    widths: FROM_TWO,
    examples: (width) => [
      ...neighbours(width).map(([high, low]) => concat(high, concat(low, z(3)))),
      concat(number(width, 1), concat(number(3, 5), z(width))),
    ],
    broken: (width) => [
      [
        concat(extract(x(width), 0, 0), concat(extract(x(width), width - 1, 1), z(3))),
        concat(x(width), z(3)),
      ],
    ],
  },
];

const extractOf = (sort: number, term: Term, low: number) => extract(term, low + sort - 1, low);

/** An extraction of something of one kind; `result` has the width and the lowest bit. */
function ofKind(kind: Kind, result: (sort: number, whole: Term, low: number) => Term): Rewrite {
  return (sort, whole, low) => (kindOf(whole) === kind ? result(sort, whole, low) : NONE);
}

/** All pieces of terms. */
function pieces(terms: Term[]): Term[] {
  return terms.flatMap((term) => {
    const width = sortOf(term);
    const cuts = width <= 16 ? range(0, width) : [0, 1, 7, 8, width >> 1, width - 1];
    return cuts.flatMap((low) =>
      cuts.filter((high) => high >= low).map((high) => extract(term, high, low)),
    );
  });
}

function extractOfConcat(sort: number, whole: Term, low: number): Term {
  const [high, under] = [first(whole), second(whole)];
  const cut = sortOf(under);
  if (low >= cut) return extractOf(sort, high, low - cut);
  if (low + sort <= cut) return extractOf(sort, under, low);
  return concat(extract(high, low + sort - 1 - cut, 0), extract(under, cut - 1, low));
}

function extractOfExtension(sort: number, whole: Term, low: number): Term {
  const inner = first(whole);
  const width = sortOf(inner);
  if (low + sort <= width) return extractOf(sort, inner, low);
  return signExtend(extract(inner, width - 1, Math.min(low, width - 1)), sort);
}

const EXTRACTS: Rule[] = [
  {
    name: "extract/all",
    says: "all bits of x are x",
    kind: Kind.Extract,
    rewrite: (sort, whole) => (sort === sortOf(whole) ? whole : NONE),
    widths: WIDTHS,
    examples: (width) => [extract(x(width), width - 1, 0)],
    broken: (width) => [[extract(x(width), width - 1, 0), y(width)]],
  },
  {
    name: "extract/extract",
    says: "a piece of a piece of x is a piece of x",
    kind: Kind.Extract,
    rewrite: ofKind(Kind.Extract, (sort, whole, low) =>
      extractOf(sort, first(whole), low + secondInteger(whole)),
    ),
    widths: WIDTHS,
    examples: (width) => pieces([extract(x(width + 3), width + 1, 2)]),
    broken: (width) => [
      [extract(extract(x(width + 3), width + 1, 2), 0, 0), extract(x(width + 3), 0, 0)],
    ],
  },
  {
    name: "extract/concat",
    says: "a piece of x . y is one of x, or of y, or both",
    kind: Kind.Extract,
    rewrite: ofKind(Kind.Concat, extractOfConcat),
    widths: WIDTHS,
    examples: (width) => pieces([concat(x(width), y(3)), concat(x(3), y(width))]),
    broken: (width) => [[extract(concat(x(width), y(width)), width - 1, 0), x(width)]],
  },
  {
    name: "extract/sign-extend",
    says: "a piece of an extension of x is a piece of x, or an extension of one",
    kind: Kind.Extract,
    rewrite: ofKind(Kind.SignExtend, extractOfExtension),
    widths: WIDTHS,
    examples: (width) => pieces([signExtend(x(width), width + 5)]),
    broken: (width) => [[extract(signExtend(x(width), width + 1), width, width), number(1, 0)]],
  },
  {
    name: "extract/choice",
    says: "a piece of (c ? x : k) is (c ? a piece of x : a piece of k)",
    kind: Kind.Extract,
    rewrite: ofKind(Kind.IfThenElse, (sort, whole, low) =>
      isConstant(second(whole)) || isConstant(third(whole))
        ? ite(first(whole), extractOf(sort, second(whole), low), extractOf(sort, third(whole), low))
        : NONE,
    ),
    widths: WIDTHS,
    examples: (width) => {
      const [condition, k] = [unknown("c", 0), literal("k", width)];
      return pieces([ite(condition, x(width), k), ite(condition, k, x(width))]);
    },
    broken: (width) => [
      [extract(ite(unknown("c", 0), x(width), literal("k", width)), 0, 0), extract(x(width), 0, 0)],
    ],
  },
];

/** A piece that lies below the lowest one of one side is the other side's. */
const BELOW: Rule = {
  name: "extract/below",
  says: "a piece of x | y below the lowest one of y is a piece of x",
  kind: Kind.Extract,
  rewrite: ofKind(Kind.Or, (sort, whole, low) => {
    const [one, other] = [first(whole), second(whole)];
    if (lowZeros(other) >= low + sort) return extractOf(sort, one, low);
    return lowZeros(one) >= low + sort ? extractOf(sort, other, low) : NONE;
  }),
  widths: FROM_TWO,
  examples: (width) => {
    const zeros = width >> 1;
    const multiple = concat(y(width - zeros), number(zeros, 0));
    return range(0, zeros).flatMap((high) => [
      extract(or(x(width), multiple), high, high >> 1),
      extract(or(multiple, x(width)), high, 0),
    ]);
  },
  broken: (width) => [
    [extract(or(x(width), concat(y(width - 1), number(1, 0))), 1, 1), extract(x(width), 1, 1)],
  ],
};

const EXTENSION: Rule = {
  name: "sign-extend/twice",
  says: "an extension of an extension is one extension",
  kind: Kind.SignExtend,
  rewrite: (sort, term) =>
    kindOf(term) === Kind.SignExtend ? signExtend(first(term), sort) : NONE,
  widths: WIDTHS,
  examples: (width) => [signExtend(signExtend(x(width), width + 3), width + 7)],
  broken: (width) => [[signExtend(x(width), width + 1), concat(number(1, 0), x(width))]],
};

export const PIECE_RULES: Rule[] = [...CONCATS, ...EXTRACTS, BELOW, EXTENSION];
