/**
 * How terms come into being: literals are folded, then the rules of the operator are tried in
 * their order, and what no rule wants is interned as it is.
 *
 * A rule builds its right side with the constructors, which try rules again. That this ends is
 * seen to here and not trusted to the rules: below a certain nesting, or after so many steps, no rule is tried. So
 * no table of rules, however wrong, loops or overflows the stack; what it could cost is that two
 * equal terms are not recognised as such.
 */
import { KIND_COUNT, Kind } from "./kind.js";
import type { Sort } from "./sort.js";
import { intern, NONE, type Term } from "./table.js";

const DEPTH_MAX = 256;
/** Terms share parts, so what goes down both sides of them may see one part very often. After so
 * many terms that were built on the way to one, the rest is built as it is. */
const STEPS_MAX = 400;
/** A summand finds its place within a sum step by step; beyond this many it need not. */
const SUM_DEPTH_MAX = 40;

/** The fields of a term that is about to be built. */
export interface Fields {
  sort: Sort;
  first: Term;
  /** For an extraction its lowest bit, otherwise a term, if the operator has it. */
  second: Term;
  third: Term;
}

/** Rewrites fields to an equal term, or says NONE. */
export type Rewrite = (sort: Sort, first: Term, second: Term, third: Term) => Term;

type Table = readonly Rewrite[][];

const tableOfRewrites = (): Table => Array.from({ length: KIND_COUNT }, () => []);
const rewrites = tableOfRewrites();
/** Those that also are tried where terms are built thoroughly. */
const thorough = tableOfRewrites();
let isThorough = false;
let plain = false;
let depth = 0;
let steps = 0;

/** Adds a rewrite after those that the operator has. */
export function installRewrite(kind: Kind, rewrite: Rewrite): void {
  rewrites[kind]!.push(rewrite);
}

/** Adds a rewrite that is tried, before all others of the operator, only where terms are built
 * thoroughly. */
export function installThoroughRewrite(kind: Kind, rewrite: Rewrite): void {
  thorough[kind]!.push(rewrite);
}

/** Does `build` with rules on that make terms larger, or cost more than they mostly gain. */
export function thoroughly<Result>(build: () => Result): Result {
  const before = isThorough;
  isThorough = true;
  try {
    return build();
  } finally {
    isThorough = before;
  }
}

/** Whether terms are now built as they are written: no folding and no rules. */
export const isPlain = () => plain;

/** Does `build` with folding and rules switched off: what is written is what is built. */
export function plainly<Result>(build: () => Result): Result {
  return building(true, build);
}

/** Does `build` with folding and rules on, whatever is around it, and steps of its own: for side
 * conditions. */
export function simply<Result>(build: () => Result): Result {
  const before = steps;
  steps = 0;
  try {
    return plain ? building(false, build) : build();
  } finally {
    steps = before;
  }
}

function building<Result>(isPlain: boolean, build: () => Result): Result {
  const before = plain;
  plain = isPlain;
  try {
    return build();
  } finally {
    plain = before;
  }
}

/** The simplest known term that equals these fields under `kind`. */
export function simplified(
  kind: Kind,
  sort: Sort,
  first: Term,
  second = 0 as Term,
  third = 0 as Term,
): Term {
  if (depth === 0) steps = 0;
  const isTooDeep = depth >= (kind === Kind.Add ? SUM_DEPTH_MAX : DEPTH_MAX);
  if (plain || isTooDeep || ++steps > STEPS_MAX) return intern(kind, sort, first, second, third);
  depth++;
  try {
    for (const table of isThorough ? [thorough, rewrites] : [rewrites])
      for (const rewrite of table[kind]!) {
        const found = rewrite(sort, first, second, third);
        if (found !== NONE) return found;
      }
  } finally {
    depth--;
  }
  return intern(kind, sort, first, second, third);
}
