/** Cases of a step with other terms put for some. */
import { replaced, type Term, TRUE } from "@ashlar/logic";
import type { Change, Place } from "@ashlar/spec/kernel";
import type { Path, Stretch } from "./paths.js";

const ofPlace = (place: Place): Term[] => place.map((part) => part!);

const ofChange = (change: Change): Term[] =>
  "field" in change
    ? [change.when, change.value, ...ofPlace(change.place)]
    : [change.when, change.cleared];

const ofStretch = ({ changes, seen, part, turn }: Stretch): Term[] => [
  ...changes.flatMap(ofChange),
  ...seen.flatMap(([, place]) => ofPlace(place)),
  ...(part === undefined ? [] : [part.thread, ...ofPlace(part.place)]),
  ...(turn?.parameters ?? []),
];

/** A case with other terms put for some. */
export function inOtherTerms(path: Path, by: ReadonlyMap<Term, Term>): Path {
  const roots = [...path.when, ...path.stretches.flatMap(ofStretch)];
  const terms = new Map(replaced(roots, by).map((term, at) => [roots[at]!, term]));
  const of = (term: Term) => terms.get(term)!;
  const placed = (place: Place) => ofPlace(place).map(of) as unknown as Place;
  const changed = (change: Change): Change =>
    "field" in change
      ? {
          ...{ field: change.field, when: of(change.when) },
          ...{ place: placed(change.place), value: of(change.value) },
        }
      : { when: of(change.when), cleared: of(change.cleared) };
  const facts = (terms: readonly Term[]) => terms.map(of).filter((term) => term !== TRUE);
  const stretches = path.stretches.map(({ when, changes, seen, part, turn }) => ({
    when: facts(when),
    changes: changes.map(changed),
    seen: seen.map(([field, place]) => [field, placed(place)] as const),
    ...(part && { part: { ...part, thread: of(part.thread), place: placed(part.place) } }),
    ...(turn && { turn: { ...turn, parameters: turn.parameters.map(of) } }),
  }));
  return { ...path, when: facts(path.when), stretches };
}
