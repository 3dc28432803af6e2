/** What relates the sides of a loop: put in where a moment is arbitrary, pruned by where rounds lead. */
import { type Assignment, all, decide, evaluate, type Term, TRUE } from "@ashlar/logic";
import type { Moment } from "../sides.js";
import type { Candidate } from "./candidates.js";
import { type Location, withValues } from "./node.js";

const AT_ONCE = { conflicts_max: 3000 };
const ONE_BY_ONE = { conflicts_max: 10_000 };

/** Those that an arrival does not disprove; each state that disproves one is tried on all. */
export function keptBy(candidates: readonly Candidate[], moment: Moment): Candidate[] {
  const values = new Map(candidates.map((candidate) => [candidate, candidate.holds(moment)]));
  let left = candidates.slice();
  const disprove = (model: Assignment) => {
    left = left.filter((one) => evaluate(values.get(one)!, model) === 1n);
  };
  for (;;) {
    const open = left.map((one) => values.get(one)!).filter((value) => value !== TRUE);
    if (open.length === 0) return left;
    const verdict = decide(moment.facts, all(open), AT_ONCE);
    if (verdict.verdict === "proved") return left;
    if (verdict.verdict === "unknown") break;
    disprove((verdict as { model: Assignment }).model);
  }
  for (const one of left.slice()) {
    if (!left.includes(one)) continue;
    const verdict = decide(moment.facts, values.get(one)!, ONE_BY_ONE);
    if (verdict.verdict === "refuted") disprove(verdict.model);
    else if (verdict.verdict === "unknown") left = left.filter((other) => other !== one);
  }
  return left;
}

/** A moment of which the candidates are true: what one defines is put in, all others are facts. */
export function withRelation(moment: Moment, candidates: readonly Candidate[]): Moment {
  const defined = new Map<Location, Term>();
  for (const { defines } of candidates)
    if (defines !== undefined && !defined.has(defines.place))
      defined.set(defines.place, defines.value(moment));
  const known = withValues(moment, defined);
  const facts = candidates.map(({ holds }) => holds(known)).filter((fact) => fact !== TRUE);
  return { ...known, facts: [...known.facts, ...facts] };
}
