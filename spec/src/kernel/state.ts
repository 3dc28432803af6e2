/**
 * The kernel's state: what each field of each page and slot is, at one instant. A state is never
 * changed; what comes after a change is another state, which knows the one before and the change.
 *
 * Everything is a term. On literals a step computes the next state, on variables it describes it:
 * what a field of an arbitrary page is afterwards.
 */
import { and, equal, FALSE, ite, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "../number.js";
import type { Field } from "./fields.js";

/** Which page, and which of its slots. */
export type Place = readonly [page: Term, slot?: Term];

/** What was there before all changes. */
export type Lookup = (field: Field, place: Place) => Term;

interface Write {
  readonly when: Term;
  readonly field: Field;
  readonly place: Place;
  readonly value: Term;
}
/** All fields of all objects become zero in a page. */
interface Clearing {
  readonly when: Term;
  readonly cleared: Term;
}
export type Change = Write | Clearing;

const ZERO = number64(0);

const isSamePlace = ([page, slot]: Place, [other, otherSlot]: Place) => {
  const isSamePage = equal(page, other);
  return slot === undefined ? isSamePage : and(isSamePage, equal(slot, otherSlot!));
};

/** What a change makes of a field: whether it is affected, and what it then is. */
function effectOf(change: Change, field: Field, place: Place): readonly [Term, Term] {
  const { when } = change;
  if ("cleared" in change) {
    const isObjects = field.type !== undefined;
    return isObjects ? [and(when, equal(change.cleared, place[0])), ZERO] : [FALSE, ZERO];
  }
  if (change.field !== field) return [FALSE, ZERO];
  return [and(when, isSamePlace(change.place, place)), change.value];
}

export class State {
  private constructor(
    /** So many pages there are; page 0 is never one. */
    readonly pages: Term,
    /** The running thread's page; 0: none. */
    readonly current: Term,
    readonly lookup: Lookup,
    /** The last one first. */
    readonly changes: readonly Change[],
  ) {}

  static of(pages: Term, current: Term, lookup: Lookup): State {
    return new State(pages, current, lookup, []);
  }

  get(field: Field, ...place: Place): Term {
    const effects = this.changes.map((change) => effectOf(change, field, place));
    const last = effects.findIndex(([isAffected]) => isAffected === TRUE);
    const before = last < 0 ? this.lookup(field, place) : effects[last]![1];
    return effects
      .slice(0, last < 0 ? effects.length : last)
      .reduceRight((value, [isAffected, written]) => ite(isAffected, written, value), before);
  }

  with(field: Field, place: Place, value: Term): State {
    return this.#after({ when: TRUE, field, place, value });
  }

  cleared(page: Term): State {
    return this.#after({ when: TRUE, cleared: page });
  }

  running(thread: Term): State {
    return new State(this.pages, thread, this.lookup, this.changes);
  }

  /** What `change` makes of this state if a condition holds, otherwise this state. */
  if(condition: Term, change: (state: State) => State): State {
    if (condition === FALSE) return this;
    const after = change(this);
    if (condition === TRUE) return after;
    const added = after.changes.slice(0, after.changes.length - this.changes.length);
    const guarded = added.map((one) => ({ ...one, when: and(condition, one.when) }));
    const current = ite(condition, after.current, this.current);
    return new State(this.pages, current, this.lookup, [...guarded, ...this.changes]);
  }

  #after(change: Change): State {
    return new State(this.pages, this.current, this.lookup, [change, ...this.changes]);
  }
}
