/** What relates the sides of a loop: put in where a moment is arbitrary, pruned by where rounds lead. */
import { isLiteral, numbersAmong, sift, type Term, TRUE, undisproved } from "@ashlar/logic";
import type { Moment } from "../sides.js";
import { type Candidate, definitionsAmong, isFar } from "./candidate.js";
import { machineLocations, wasmLocations, withValue } from "./node.js";

/** For each candidate. */
const BUDGET = { conflicts_max: 20_000 };

/** What candidates start from that is a number, though the moment when the loop was come to does not say so: such as that two values are the same because of what was decided on the way. */
export function numbersIn(
  candidates: readonly Candidate[],
  { facts, state }: Moment,
): Map<Term, Term> {
  const starts = candidates
    .flatMap(({ start }) => start ?? [])
    .filter((start) => !isLiteral(start));
  return numbersAmong(facts, [...new Set(starts)], BUDGET, state);
}

/**
 * Those that rounds from a loop's head are not soon found to disprove: most of what is wrong is dropped
 * without a word about what is right, which takes longer to find out. What fails is no longer assumed at
 * the head: what went with it, like a lower bound, fails with it and not a round later.
 */
export function undisprovedBy(
  rounds: readonly Moment[],
  candidates: readonly Candidate[],
  head: Moment,
  known: readonly Term[],
): readonly Candidate[] {
  const assumed = new Map(candidates.map((candidate) => [candidate, candidate.holds(head)]));
  const isAssumed = new Set(assumed.values());
  for (const fact of known) isAssumed.delete(fact);
  let left = candidates;
  for (let [at, unchanged] = [0, 0]; unchanged < rounds.length; at++) {
    const moment = rounds[at % rounds.length]!;
    const facts = moment.facts.filter((fact) => !isAssumed.has(fact));
    const steps = left.map((candidate) => ({
      ...{ assumed: assumed.get(candidate)!, claim: candidate.holds(moment) },
    }));
    const open = undisproved(facts, steps, moment.state);
    const next = left.filter((_, index) => open.has(steps[index]!.claim));
    unchanged = next.length < left.length ? 1 : unchanged + 1;
    left = next;
  }
  return left;
}

/** Those that hold where both sides have arrived. */
export function keptBy(candidates: readonly Candidate[], moment: Moment): readonly Candidate[] {
  return chosen(candidates, moment, (claims) => sift(moment.facts, claims, BUDGET, moment.state));
}

/** Those that are not soon found to fail where both sides have arrived. */
export function likelyAt(candidates: readonly Candidate[], moment: Moment): readonly Candidate[] {
  return chosen(candidates, moment, (claims) =>
    undisproved(
      moment.facts,
      claims.map((claim) => ({ assumed: TRUE, claim })),
      moment.state,
    ),
  );
}

/** What is true as it is written comes first: of several that define a value, that one leaves the least to be solved. */
function chosen(
  candidates: readonly Candidate[],
  moment: Moment,
  among: (claims: readonly Term[]) => ReadonlySet<Term>,
): readonly Candidate[] {
  const values = candidates.map((candidate) => candidate.holds(moment));
  const kept = among(values);
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
  const defined = definitionsAmong(candidates);
  const ofWasm = [...wasmLocations(moment).keys()];
  const ofMachine = [...machineLocations(moment).keys()];
  const known = [...ofWasm, ...ofMachine].reduce((now, place) => {
    const value = defined.get(place)?.defines?.value;
    return value === undefined ? now : withValue(now, place, value(now));
  }, moment);
  const facts = candidates.map(({ holds }) => holds(known)).filter((fact) => fact !== TRUE);
  return { ...known, facts: [...known.facts, ...facts] };
}

/** Whether the same is put in for what some of the candidates define. */
export function isPutInAlike(one: readonly Candidate[], other: readonly Candidate[]): boolean {
  const [defined, others] = [definitionsAmong(one), definitionsAmong(other)];
  return (
    defined.size === others.size &&
    [...defined].every(([place, candidate]) => others.get(place) === candidate)
  );
}
