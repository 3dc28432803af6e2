/**
 * One case of a step, from state to state: between two parts of it the specification's changes, at a
 * part what was proved of that. What must be shown at each, and what is known there.
 */
import { equal, type Term, TRUE } from "@ashlar/logic";
import type { Claim } from "@ashlar/spec";
import type { State } from "@ashlar/spec/kernel";
import type { Obligation } from "../../../prove/statement.js";
import { any, anyPage } from "../any-state.js";
import { afterPart } from "../parts.js";
import { changed, conjuncts, type Path, type Seen, type Stretch, watched } from "../paths.js";
import { mayKeep } from "./families.js";
import { type Anywhere, elsewhere, Instances, invariantsAt } from "./instances.js";
import { awayAfter, needs, type OnTheirWay, withinStep } from "./queues.js";

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

/** What must be shown at a moment, and what was said of the same before. */
interface Found {
  readonly goal: Claim;
  readonly same: readonly Claim[];
  /** So many moments have been come to: what is known at later ones rests on this, not this on them. */
  readonly moments: number;
}

/** One case, stretch by stretch: what must be shown of it, and what is known at each moment. */
export class Followed {
  readonly #anywhere = anywhere();
  readonly #moments: Moment[] = [];
  readonly #found: Found[] = [];

  /** What it comes to. */
  readonly end: State;

  constructor(
    readonly start: State,
    readonly path: Path,
  ) {
    this.end = this.#follow();
  }

  get when(): Term[] {
    return [...this.path.when];
  }

  /** What is known at all moments, at places that were looked at. */
  known(): Claim[] {
    return this.#around().flat();
  }

  #around(): Claim[][] {
    return this.#moments.map(({ instances, seen, path }) => instances.around([...path, ...seen()]));
  }

  obligations(isAsked: (claim: string) => boolean): Obligation[] {
    const asked = this.#found.filter(({ goal }) => isAsked(goal.claim) && goal.holds !== TRUE);
    if (asked.length === 0) return [];
    const around = this.#around();
    return asked.map(({ goal: { claim, holds: goal }, same, moments }) => ({
      ...{ claim, goal },
      when: this.when,
      known: same.filter((one) => one.claim === claim).map(({ holds }) => holds),
      perhaps: around
        .slice(0, moments)
        .flat()
        .filter((one) => mayKeep(one.claim, claim))
        .map(({ holds }) => holds),
    }));
  }

  /** Stretch by stretch: what a part needs where there is one, and at the end all invariants. */
  #follow(): State {
    const { start, path } = this;
    const facts = new Set(path.when.flatMap(conjuncts));
    let end = start;
    let away: OnTheirWay = [start.current];
    let state = this.#at(start, path.stretches[0]!, (at) => invariantsAt(start, at));
    path.stretches.forEach((stretch, at) => {
      const before = changed(state, stretch.changes);
      const { part } = stretch;
      if (part === undefined) {
        const claims = (one: State) => [...invariantsAt(one, this.#anywhere), elsewhere(one)];
        this.#ask(claims(before), claims(state));
        end = before;
        return;
      }
      const is = (one: Term) => one === part.thread || facts.has(equal(one, part.thread));
      away = away.map((one) => (is(one) ? part.thread : one));
      this.#ask(needs(before, part, away), []);
      const within = (one: State) => withinStep(one, this.#anywhere, away);
      this.#ask(within(before), within(state));
      const after = afterPart(before, part, at + 1);
      away = awayAfter(away, part);
      const now = away;
      state = this.#at(after, path.stretches[at + 1]!, (place) => withinStep(after, place, now));
    });
    return end;
  }

  /** A state that is come to, from now on noting where it is looked at. */
  #at(state: State, stretch: Stretch, claims: (at: Anywhere) => readonly Claim[]): State {
    const instances = new Instances(state, this.#anywhere, claims);
    const noted = watched(state);
    this.#moments.push({ instances, seen: noted.seen, path: placesOf(stretch) });
    return noted.state;
  }

  /** Asks for what is not the same as before. */
  #ask(goals: readonly Claim[], same: readonly Claim[]): void {
    const terms = new Map(same.map(({ claim, holds }) => [claim, holds]));
    for (const goal of goals)
      if (goal.holds !== terms.get(goal.claim))
        this.#found.push({ goal, same, moments: this.#moments.length });
  }
}
