/**
 * Which terms are numbers, though they are not written so? What a state in which the hypotheses hold
 * makes of them is asked of all others. Like all that is sifted, an answer to choose by.
 */
import { type Assignment, evaluateAll } from "../evaluate.js";
import type { Budget } from "../sat/index.js";
import { equal } from "../term/build.js";
import { constant } from "../term/constant.js";
import { sortOf, type Term } from "../term/table.js";
import { sift } from "./sift.js";
import { anyState } from "./state.js";

/** Of the terms, all of them bits, those that are the same number wherever the hypotheses hold, as they
 * do in a state that may be given. */
export function numbersAmong(
  hypotheses: readonly Term[],
  terms: readonly Term[],
  budget: Budget,
  known?: Assignment,
): Map<Term, Term> {
  const state = terms.length > 0 ? (known ?? anyState(hypotheses, budget)) : undefined;
  if (state === undefined) return new Map();
  const values = evaluateAll(terms, state) as bigint[];
  const found = terms.map((term, at) => [term, constant(sortOf(term), values[at]!)] as const);
  const claims = found.map(([term, number]) => equal(term, number));
  const kept = sift(hypotheses, claims, budget, state);
  return new Map(found.filter((_, at) => kept.has(claims[at]!)));
}
