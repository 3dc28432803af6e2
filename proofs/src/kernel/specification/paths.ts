/**
 * A step of the specification, case by case: in each the conditions on which it turns are known, so
 * what it changes is a list. The cases are all there are, because each condition is taken for true in
 * one and for false in another; those that cannot be are left out, by a proof.
 */
import {
  BOOLEAN,
  decide,
  FALSE,
  isLiteral,
  not,
  replaced,
  shapeOf,
  sortOf,
  type Term,
  TRUE,
} from "@ashlar/logic";
import {
  type Change,
  type Field,
  type Found,
  type Outlook,
  type Part,
  type Place,
  type Routine,
  State,
} from "@ashlar/spec/kernel";
import { afterStop, type Stop } from "./turns.js";

/** Where something was looked at or changed. */
export type Seen = readonly [field: Field, place: Place];

/** What is done between two parts or turns, and the one that comes then; the last stretch has none. */
export interface Stretch {
  /** What is known of the case when it ends. */
  readonly when: readonly Term[];
  /** The last one first. */
  readonly changes: readonly Change[];
  readonly seen: readonly Seen[];
  readonly part?: Part;
  readonly turn?: Routine;
}

/** Where a stretch ends, if the step does not. */
export const stopOf = ({ part, turn }: Pick<Stretch, "part" | "turn">): Stop | undefined =>
  part ?? turn;

/** What happens in one case. */
export interface Path {
  /** What is so in this case. */
  readonly when: readonly Term[];
  /** What each condition was taken for, in the order in which the step asks. */
  readonly taken: readonly Term[];
  readonly stretches: readonly Stretch[];
}

/** What is wrong with a specification that is wrong on purpose. */
export type Fault = Pick<Outlook, "write" | "isRefusal">;

const BUDGET = { conflicts_max: 100_000, seconds_max: 60 };
/** More would be a mistake: nobody would wait for their proofs. */
const PATHS_MAX = 4000;

/** How a step is taken apart. */
export interface Taking {
  /** Other terms for some, in which conditions are told apart. */
  readonly by?: ReadonlyMap<Term, Term>;
  readonly fault?: Fault;
  /** Parts are steps like others, and of conditions so many are told apart and the others left as they
   * are: for what does not depend on queues. */
  readonly told_max?: number;
  /** What slots are taken to name, and to be for. */
  readonly found?: Found;
  /** At which routines it is taken apart too. */
  readonly isTurn?: (routine: Routine) => boolean;
}

/** All cases of a step, from a state in which some things are known. */
export function pathsOf(
  state: State,
  known: readonly Term[],
  step: (state: State) => State,
  taking: Taking = {},
): Path[] {
  const paths: Path[] = [];
  const waiting: boolean[][] = [[]];
  for (let choices = waiting.pop(); choices !== undefined; choices = waiting.pop()) {
    paths.push(new Case(known, choices, waiting, taking).run(state, step));
    if (paths.length > PATHS_MAX) throw new Error("too many cases");
  }
  return paths;
}

/** The choices of one case: as they are given, then true, and false in another case. */
class Case {
  readonly #facts: Term[] = [];
  readonly #taken: Term[] = [];
  readonly #known = new Map<Term, Term>();
  readonly #stretches: Stretch[] = [];
  #seen: () => readonly Seen[] = () => [];
  #at = 0;

  constructor(
    known: readonly Term[],
    readonly choices: boolean[],
    readonly waiting: boolean[][],
    readonly taking: Taking,
  ) {
    for (const fact of known) this.#know(fact);
  }

  run(state: State, step: (state: State) => State): Path {
    const { changes } = step(this.#watch(state));
    return {
      ...{ when: this.#facts, taken: this.#taken },
      stretches: [...this.#stretches, { when: this.#facts, changes, seen: this.#seen() }],
    };
  }

  #watch(state: State): State {
    const { fault, found, told_max } = this.taking;
    const noted = watched(state, {
      ...fault,
      cases: this.cases,
      ...(found === undefined ? {} : { found }),
      ...(told_max === undefined ? { part: this.part, routine: this.routine } : {}),
    });
    this.#seen = noted.seen;
    return noted.state;
  }

  readonly part = (part: Part, before: State): State => this.#stop(before, { part });

  /** What comes after a part or a turn. */
  #stop(before: State, stop: Pick<Stretch, "part" | "turn">): State {
    const { changes } = before;
    this.#stretches.push({ when: [...this.#facts], changes, seen: this.#seen(), ...stop });
    return this.#watch(afterStop(before, stopOf(stop)!, this.#stretches.length));
  }

  readonly routine = (routine: Routine, before: State): State | undefined =>
    this.taking.isTurn?.(routine) ? this.#stop(before, { turn: routine }) : undefined;

  readonly cases = (condition: Term): Term => {
    const is = this.#case(condition);
    this.#taken.push(is);
    return is;
  };

  #case(condition: Term): Term {
    const term = this.#simplified(condition);
    if (term === TRUE || term === FALSE) return term;
    if (this.#at === this.taking.told_max) return term;
    if (this.#at === this.choices.length) this.choices.push(this.#choose(term));
    const choice = this.choices[this.#at++]!;
    this.#know(choice ? term : not(term));
    return choice ? TRUE : FALSE;
  }

  #simplified(condition: Term): Term {
    const { by } = this.taking;
    const inOthers = by === undefined ? condition : replaced([condition], by)[0]!;
    return replaced([inOthers], this.#known)[0]!;
  }

  /** True, if it can be; false is left for another case, if that can be too. */
  #choose(term: Term): boolean {
    if (!this.#canBe(term)) return false;
    if (this.#canBe(not(term))) this.waiting.push([...this.choices, false]);
    return true;
  }

  #canBe(term: Term): boolean {
    return decide([...this.#facts, term], FALSE, BUDGET).verdict !== "proved";
  }

  #know(fact: Term): void {
    this.#facts.push(fact);
    for (const part of conjuncts(fact)) {
      this.#known.set(not(part), FALSE);
      this.#known.set(part, TRUE);
      const { operator, parts } = shapeOf(part);
      const [one, other] = parts;
      if (operator !== "equal") continue;
      if (isLiteral(one!)) this.#known.set(other!, one!);
      else if (isLiteral(other!)) this.#known.set(one!, other!);
    }
  }
}

/** What a fact says, one by one. */
export function conjuncts(fact: Term): Term[] {
  const { operator, parts } = shapeOf(fact);
  if (operator === "and") return parts.flatMap(conjuncts);
  const [denied] = parts;
  if (operator !== "not" || sortOf(denied!) !== BOOLEAN) return [fact];
  const inner = shapeOf(denied!);
  return inner.operator === "or" ? inner.parts.flatMap((part) => conjuncts(not(part))) : [fact];
}

/** The same state, which notes where it is looked at. */
export function watched(state: State, outlook?: Outlook) {
  const seen = new Map<string, Seen>();
  const noted = (field: Field, place: Place) => {
    const key = `${field.name} ${place.join()}`;
    if (!seen.has(key)) seen.set(key, [field, place]);
    return state.get(field, ...place);
  };
  return { state: State.of(state.pages, noted, outlook), seen: () => [...seen.values()] };
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
