/**
 * A step of the specification, case by case: in each the conditions on which it turns are known, so
 * what it changes is a list. The cases are all there are, because each condition is taken for true in
 * one and for false in another; those that cannot be are left out, by a proof. Conditions behind the
 * first few are left as they are.
 */
import {
  BOOLEAN,
  decide,
  FALSE,
  not,
  replaced,
  shapeOf,
  sortOf,
  type Term,
  TRUE,
} from "@ashlar/logic";
import { type Cases, type Change, type Field, type Place, State } from "@ashlar/spec/kernel";

/** Where something was looked at or changed. */
export type Seen = readonly [field: Field, place: Place];

/** What happens in one case. */
export interface Path {
  /** What is so in this case. */
  readonly when: readonly Term[];
  /** The last one first. */
  readonly changes: readonly Change[];
  readonly seen: readonly Seen[];
}

/** What turns on more conditions than these is left as it is, true or false. */
const CONDITIONS_MAX = 4;
const BUDGET = { conflicts_max: 100_000, seconds_max: 60 };

/** All cases of a step, from a state in which some things are known. */
export function pathsOf(
  state: State,
  known: readonly Term[],
  step: (state: State) => State,
): Path[] {
  const paths: Path[] = [];
  const waiting: boolean[][] = [[]];
  for (let choices = waiting.pop(); choices !== undefined; choices = waiting.pop()) {
    const one = new Case(known, choices, waiting);
    const noted = watched(state, one.cases);
    const { changes } = step(noted.state);
    paths.push({ when: one.facts, changes, seen: noted.seen() });
  }
  return paths;
}

/** Whether a case can be at all. */
export const canBe = ({ when }: Path) => decide(when, FALSE, BUDGET).verdict !== "proved";

/** The choices of one case: as they are given, then true, and false in another case. */
class Case {
  readonly facts: Term[] = [];
  readonly #known = new Map<Term, Term>();
  #at = 0;

  constructor(
    known: readonly Term[],
    readonly choices: boolean[],
    readonly waiting: boolean[][],
  ) {
    for (const fact of known) this.#know(fact);
  }

  readonly cases: Cases = (condition) => {
    const term = replaced([condition], this.#known)[0]!;
    if (term === TRUE || term === FALSE || this.#at === CONDITIONS_MAX) return term;
    if (this.#at === this.choices.length) {
      this.waiting.push([...this.choices, false]);
      this.choices.push(true);
    }
    const choice = this.choices[this.#at++]!;
    this.#know(choice ? term : not(term));
    return choice ? TRUE : FALSE;
  };

  #know(fact: Term): void {
    this.facts.push(fact);
    for (const part of conjuncts(fact)) {
      this.#known.set(not(part), FALSE);
      this.#known.set(part, TRUE);
    }
  }
}

/** What a fact says, one by one. */
function conjuncts(fact: Term): Term[] {
  const { operator, parts } = shapeOf(fact);
  if (operator === "and") return parts.flatMap(conjuncts);
  const [denied] = parts;
  if (operator !== "not" || sortOf(denied!) !== BOOLEAN) return [fact];
  const inner = shapeOf(denied!);
  return inner.operator === "or" ? inner.parts.flatMap((part) => conjuncts(not(part))) : [fact];
}

/** The same state, which notes where it is looked at. */
export function watched({ pages, lookup }: State, cases?: Cases) {
  const seen = new Map<string, Seen>();
  const noted = (field: Field, place: Place) => {
    const key = `${field.name} ${place.join()}`;
    if (!seen.has(key)) seen.set(key, [field, place]);
    return lookup(field, place);
  };
  return { state: State.of(pages, noted, cases), seen: () => [...seen.values()] };
}

/** What a state becomes by changes. */
export const changed = (state: State, changes: readonly Change[]): State =>
  changes.reduceRight(
    (before, change) =>
      before.where(change.when, (now) =>
        "field" in change
          ? now.with(change.field, change.place, change.value)
          : now.cleared(change.cleared),
      ),
    state,
  );

/** A case with other terms put for some. */
export function inOtherTerms(path: Path, by: ReadonlyMap<Term, Term>): Path {
  const roots = [
    ...path.when,
    ...path.changes.flatMap((change) =>
      "field" in change
        ? [change.when, change.value, ...change.place.map((part) => part!)]
        : [change.when, change.cleared],
    ),
    ...path.seen.flatMap(([, place]) => place.map((part) => part!)),
  ];
  const terms = new Map(replaced(roots, by).map((term, at) => [roots[at]!, term]));
  const of = (term: Term) => terms.get(term)!;
  const placed = (place: Place) => place.map((part) => of(part!)) as unknown as Place;
  return {
    when: path.when.map(of).filter((term) => term !== TRUE),
    changes: path.changes.map((change) =>
      "field" in change
        ? {
            ...{ field: change.field, when: of(change.when) },
            ...{ place: placed(change.place), value: of(change.value) },
          }
        : { when: of(change.when), cleared: of(change.cleared) },
    ),
    seen: path.seen.map(([field, place]) => [field, placed(place)]),
  };
}
