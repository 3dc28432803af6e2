/** What relates the sides of a loop: put in where a moment is arbitrary, pruned by where rounds lead. */
import { isLiteral, numbersAmong, sift, type Term, TRUE, undisproved } from "@ashlar/logic";
import type { Moment } from "../sides.js";
import { type Candidate, isFar, type Read } from "./candidate.js";
import { type Location, machineLocations, wasmLocations, withValue } from "./node.js";

/** For each candidate. */
const BUDGET = { conflicts_max: 20_000 };

/** What candidates start from that is a number, though the moment when the loop was come to does not say so: such as that two values are the same because of what was decided on the way. */
export function numbersIn(candidates: readonly Candidate[], { facts }: Moment): Map<Term, Term> {
  const starts = candidates
    .flatMap(({ start }) => start ?? [])
    .filter((start) => !isLiteral(start));
  return numbersAmong(facts, [...new Set(starts)], BUDGET);
}

/** Those that an arrival is not soon found to disprove: most of what is wrong is dropped without a word
 * about what is right, which takes longer to find out. */
export function undisprovedBy(
  candidates: readonly Candidate[],
  moment: Moment,
): readonly Candidate[] {
  const values = candidates.map((candidate) => candidate.holds(moment));
  const left = undisproved(moment.facts, values);
  return candidates.filter((_, at) => left.has(values[at]!));
}

/**
 * Those that hold where both sides have arrived. What is true there as it is written comes first: of several
 * that define a value, that one leaves the least to be solved.
 */
export function keptBy(candidates: readonly Candidate[], moment: Moment): readonly Candidate[] {
  const values = candidates.map((candidate) => candidate.holds(moment));
  const kept = sift(moment.facts, values, BUDGET);
  const left = candidates.filter((_, at) => kept.has(values[at]!));
  const isPlain = new Set(candidates.filter((_, at) => values[at] === TRUE));
  const rank = (one: Candidate) => (isFar(one) ? 2 : Number(!isPlain.has(one)));
  return left.toSorted((one, other) => rank(one) - rank(other));
}

/**
 * A moment of which the candidates are true: what one defines is put in, all others are facts. First
 * what is known of WebAssembly's values alone, since the machine's are said in their words.
 */
export function withRelation(moment: Moment, candidates: readonly Candidate[]): Moment {
  const defined = new Map<Location, Read>();
  for (const { defines } of candidates)
    if (defines !== undefined && !defined.has(defines.place))
      defined.set(defines.place, defines.value);
  const ofWasm = [...wasmLocations(moment).keys()];
  const ofMachine = [...machineLocations(moment).keys()];
  const known = [...ofWasm, ...ofMachine].reduce((now, place) => {
    const value = defined.get(place);
    return value === undefined ? now : withValue(now, place, value(now));
  }, moment);
  const facts = candidates.map(({ holds }) => holds(known)).filter((fact) => fact !== TRUE);
  return { ...known, facts: [...known.facts, ...facts] };
}
