/** What relates the sides of a loop: put in where a moment is arbitrary, pruned by where rounds lead. */
import { sift, type Term, TRUE } from "@ashlar/logic";
import type { Moment } from "../sides.js";
import type { Candidate } from "./candidate.js";
import { type Location, withValues } from "./node.js";

/** For each candidate; and where it is enough to know about what there is. */
const [BUDGET, ROUGH] = [{ conflicts_max: 20_000 }, { conflicts_max: 2000 }];

/** Those that an arrival does not disprove. */
export function keptBy(
  candidates: readonly Candidate[],
  moment: Moment,
  isRough: boolean,
): Candidate[] {
  const values = candidates.map((candidate) => candidate.holds(moment));
  const kept = sift(moment.facts, values, isRough ? ROUGH : BUDGET);
  return candidates.filter((_, at) => kept.has(values[at]!));
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
