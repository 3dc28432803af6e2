/** Rules for arrays: a read looks past the writes that surely went elsewhere. */
import { add, equal, fill, select, store, variable } from "../term/build.js";
import { FALSE, TRUE } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { simply } from "../term/rewriter.js";
import { arrayOf, indexSort } from "../term/sort.js";
import { first, isLiteral, kindOf, NONE, second, sortOf, type Term, third } from "../term/table.js";
import { number, type Rule, range, unknown, WIDTHS } from "./rule.js";

const ELEMENT_WIDTH = 8;

const memory = (width: number) =>
  variable(`m:${width}:${ELEMENT_WIDTH}`, arrayOf(width, ELEMENT_WIDTH));
const i = (width: number) => unknown("i", width);
const j = (width: number) => unknown("j", width);
const v = unknown("v", ELEMENT_WIDTH);
const w = unknown("w", ELEMENT_WIDTH);

/** Whether two indices are equal: TRUE, FALSE, or what decides it. */
function isSameIndex(one: Term, other: Term): Term {
  if (one === other) return TRUE;
  if (isLiteral(one) && isLiteral(other)) return FALSE;
  return simply(() => equal(one, other));
}

/** Each step of the loop is the rule for one write. */
function readPastWrites(_: unknown, array: Term, index: Term): Term {
  let below = array;
  while (kindOf(below) === Kind.Store) {
    const isHit = isSameIndex(second(below), index);
    if (isHit === TRUE) return third(below);
    if (isHit !== FALSE) break;
    below = first(below);
  }
  return below === array ? NONE : select(below, index);
}

/** Pairs of indices that differ whatever the unknowns are. */
function apart(width: number): [Term, Term][] {
  const values = range(0, Math.min(2 ** width, 5));
  return values.flatMap((one) =>
    values
      .filter((other) => other !== one)
      .flatMap((other): [Term, Term][] => {
        const [k, l] = [number(width, one), number(width, other)];
        return [
          [k, l],
          [add(k, i(width)), add(l, i(width))],
        ];
      }),
  );
}

export const ARRAY_RULES: Rule[] = [
  {
    name: "select/store",
    says: "reading where was written last gives what was written; elsewhere, what was there before",
    kind: Kind.Select,
    rewrite: readPastWrites,
    widths: WIDTHS,
    examples: (width) => [
      select(store(memory(width), i(width), v), i(width)),
      ...apart(width).map(([one, other]) => select(store(memory(width), one, v), other)),
    ],
    broken: (width) => [
      [select(store(memory(width), i(width), v), j(width)), v],
      [select(store(memory(width), i(width), v), j(width)), select(memory(width), j(width))],
    ],
  },
  {
    name: "select/fill",
    says: "an array that holds v everywhere holds it here",
    kind: Kind.Select,
    rewrite: (_, array) => (kindOf(array) === Kind.Fill ? first(array) : NONE),
    widths: WIDTHS,
    examples: (width) => [select(fill(width, v), i(width))],
    broken: (width) => [[select(store(fill(width, v), i(width), w), j(width)), v]],
  },
  {
    name: "store/again",
    says: "of two writes at one place the last one counts",
    kind: Kind.Store,
    rewrite: (_, array, index, element) =>
      kindOf(array) === Kind.Store && second(array) === index
        ? store(first(array), index, element)
        : NONE,
    widths: WIDTHS,
    examples: (width) => [store(store(memory(width), i(width), v), i(width), w)],
    broken: (width) => [
      [store(store(memory(width), i(width), v), j(width), w), store(memory(width), j(width), w)],
    ],
  },
  {
    name: "store/nothing-new",
    says: "writing what is there changes nothing",
    kind: Kind.Store,
    rewrite: (_, array, index, element) =>
      kindOf(element) === Kind.Select && first(element) === array && second(element) === index
        ? array
        : NONE,
    widths: WIDTHS,
    examples: (width) => [store(memory(width), i(width), select(memory(width), i(width)))],
    broken: (width) => [
      [store(memory(width), i(width), select(memory(width), j(width))), memory(width)],
    ],
  },
];

/** A claim about arrays as one about their elements: at an arbitrary index. */
export function pointwise([left, right]: readonly [Term, Term]): [Term, Term] {
  const index = variable(`any:${indexSort(sortOf(left))}`, indexSort(sortOf(left)));
  return [select(left, index), select(right, index)];
}
