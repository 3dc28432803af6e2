/** What relates the sides of a loop: put in where a moment is arbitrary, pruned by where rounds lead. */
import { sift, TRUE } from "@ashlar/logic";
import type { Moment } from "../sides.js";
import type { Candidate, Read } from "./candidate.js";
import { type Location, machineLocations, wasmLocations, withValue } from "./node.js";

/** For each candidate; and where it is enough to know about what there is. */
const [BUDGET, ROUGH] = [{ conflicts_max: 20_000 }, { conflicts_max: 2000 }];

/**
 * Those that an arrival does not disprove. What is true there as it is written comes first: of several
 * that define a value, that one leaves the least to be solved.
 */
export function keptBy(
  candidates: readonly Candidate[],
  moment: Moment,
  isRough: boolean,
): Candidate[] {
  const values = candidates.map((candidate) => candidate.holds(moment));
  const kept = sift(moment.facts, values, isRough ? ROUGH : BUDGET);
  const left = candidates.filter((_, at) => kept.has(values[at]!));
  const isPlain = new Set(candidates.filter((_, at) => values[at] === TRUE));
  return [
    ...left.filter((candidate) => isPlain.has(candidate)),
    ...left.filter((candidate) => !isPlain.has(candidate)),
  ];
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
