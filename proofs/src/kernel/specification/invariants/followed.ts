/**
 * One case of a step, from state to state: between two stops the specification's changes, at a part
 * or a turn what was proved of that. What must be shown at each, and what is known there.
 */
import { equal, type Term, TRUE } from "@ashlar/logic";
import { type Claim, number64 } from "@ashlar/spec";
import type { Part, State } from "@ashlar/spec/kernel";
import type { Obligation } from "../../../prove/statement.js";
import { any, anyPage } from "../any-state.js";
import {
  changed,
  conjuncts,
  type Path,
  type Seen,
  type Stretch,
  stopOf,
  watched,
} from "../paths.js";
import { afterStop, isRoutine, type Stop } from "../turns.js";
import { mayKeep } from "./families.js";
import { type Anywhere, elsewhere, Instances, invariantsAt } from "./instances.js";
import { awayAfter, needs, type OnTheirWay, withinStep } from "./queues.js";
import { type Met, metAt, ofRunning, type Said } from "./turning.js";

const ZERO = number64(0);

export const anywhere = (): Anywhere => ({
  page: anyPage("page"),
  slot: any("slot"),
  other: anyPage("other page"),
});

/** A state within a step, where it was looked at, and what is known of it. */
interface Moment {
  readonly instances: Instances;
  readonly seen: () => readonly Seen[];
  readonly path: readonly Seen[];
}

const placesOf = ({ changes, seen }: Stretch): Seen[] => [
  ...seen,
  ...changes.flatMap((change) =>
    "field" in change ? [[change.field, change.place] as const] : [],
  ),
];

/** Where a stretch looks, and at which slots those look that follow: what these are does not change. */
const placesFrom = ([first, ...others]: readonly Stretch[]): Seen[] => [
  ...placesOf(first!),
  ...others.flatMap(placesOf).filter(([, [, slot]]) => slot !== undefined),
];

/** What must be shown at a moment, and what was said of the same before. */
interface Found {
  readonly goal: Claim;
  readonly same?: Claim;
  /** So many moments have been come to: what is known at later ones rests on this, not this on them. */
  readonly moments: number;
}

/** What is known of a state in which a step begins, and what must be so when it has ended. */
export interface Frame {
  readonly start: Said;
  /** Who is on its way then. */
  readonly away: (start: State) => OnTheirWay;
  readonly end: Said;
}

const between: Said = (state, at) => [...invariantsAt(state, at), elsewhere(state)];

/** Entries begin with the invariants, and must leave them. */
const ENTRY: Frame = {
  start: (state, at) => [...between(state, at), ...ofRunning(state)],
  away: ({ current }) => [current],
  end: between,
};

/** What a part of a step needs, and leaves. */
function metAtPart(before: State, part: Part, away: OnTheirWay): Met {
  const left = awayAfter(away, part);
  return {
    needs: needs(before, part, away),
    keeps: (state, at) => withinStep(state, at, away),
    away: () => left,
    left: (after, at) => withinStep(after, at, left),
  };
}

/** One case, stretch by stretch: what must be shown of it, and what is known at each moment. */
export class Followed {
  readonly #anywhere = anywhere();
  readonly #moments: Moment[] = [];
  readonly #found: Found[] = [];
  /** What is known of the state that was come to last where that is said of it, else of the start. */
  readonly #said = new Map<string, Claim>();
  readonly #facts: ReadonlySet<Term>;
  #away: OnTheirWay;
  #known: Claim[][] | undefined;

  /** What it comes to. */
  readonly end: State;

  constructor(
    readonly start: State,
    readonly path: Path,
    readonly frame = ENTRY,
  ) {
    this.#facts = new Set(path.when.flatMap(conjuncts));
    this.#away = frame.away(start);
    this.end = this.#follow();
  }

  get when(): Term[] {
    return [...this.path.when];
  }

  /** What is known at all moments, at places that were looked at. */
  known(): Claim[] {
    return this.#around().flat();
  }

  /** Asked once: what is said of a moment looks at those before it. */
  #around(): Claim[][] {
    this.#known ??= this.#moments.map(({ instances, seen, path }) =>
      instances.around([...path, ...seen()]),
    );
    return this.#known;
  }

  obligations(isAsked: (claim: string) => boolean): Obligation[] {
    const asked = this.#found.filter(({ goal }) => isAsked(goal.claim) && goal.holds !== TRUE);
    if (asked.length === 0) return [];
    const around = this.#around();
    return asked.map(({ goal: { claim, holds: goal }, same, moments }) => ({
      ...{ claim, goal },
      when: this.when,
      known: same === undefined ? [] : [same.holds],
      perhaps: around
        .slice(0, moments)
        .flat()
        .filter((one) => mayKeep(one.claim, claim))
        .map(({ holds }) => holds),
    }));
  }

  /** Stretch by stretch: what a stop needs where there is one, and at the end all that must be so. */
  #follow(): State {
    const { start, path, frame } = this;
    let state = this.#at(start, path.stretches, (at) => frame.start(start, at));
    for (const [at, stretch] of path.stretches.entries()) {
      const before = changed(state, stretch.changes);
      const stop = stopOf(stretch);
      if (stop === undefined) {
        this.#ask(frame.end(before, this.#anywhere));
        return before;
      }
      const within = withinStep(state, this.#anywhere, this.#met(stop));
      const { needs, keeps, away, left } = isRoutine(stop)
        ? metAt(before, stop, this.#away)
        : metAtPart(before, stop, this.#away);
      this.#ask(needs);
      this.#ask(keeps(before, this.#anywhere), within);
      const after = afterStop(before, stop, at + 1);
      this.#away = away(after);
      state = this.#at(after, path.stretches.slice(at + 1), (place) => left(after, place));
    }
    throw new Error("a step ends");
  }

  /** Who is on its way has the name by which a stop calls it. */
  #met(stop: Stop): OnTheirWay {
    const [thread] = isRoutine(stop) ? stop.parameters : [stop.thread];
    const is = (one: Term) => one === thread || this.#facts.has(equal(one, thread!));
    const isNobody = (one: Term) => this.#facts.has(equal(one, ZERO));
    this.#away = this.#away
      .filter((one) => !isNobody(one))
      .map((one) => (thread !== undefined && is(one) ? thread : one));
    return this.#away;
  }

  /** A state that is come to, from now on noting where it is looked at, also later. */
  #at(state: State, stretches: readonly Stretch[], claims: (at: Anywhere) => readonly Claim[]) {
    const instances = new Instances(state, this.#anywhere, claims);
    for (const one of claims(this.#anywhere)) this.#said.set(one.claim, one);
    const noted = watched(state);
    this.#moments.push({ instances, seen: noted.seen, path: placesFrom(stretches) });
    return noted.state;
  }

  /** Asks for what is not the same as before. */
  #ask(goals: readonly Claim[], now: readonly Claim[] = []): void {
    const said = new Map(now.map((one) => [one.claim, one]));
    for (const goal of goals) {
      const same = said.get(goal.claim) ?? this.#said.get(goal.claim);
      if (goal.holds !== same?.holds)
        this.#found.push({ goal, ...(same && { same }), moments: this.#moments.length });
    }
  }
}
