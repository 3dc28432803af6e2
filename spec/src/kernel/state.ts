/**
 * The kernel's state: what each field of each page and slot is, at one instant. A state is never
 * changed; what comes after a change is another state, which knows the one before and the change.
 *
 * Everything is a term. On literals a step computes the next state, on variables it describes it:
 * what a field of an arbitrary page is afterwards.
 */
import { and, equal, FALSE, ite, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "../number.js";
import { CURRENT, type Field } from "./fields.js";

/** Which page, and which of its slots; the kernel's own words have neither. */
export type Place = readonly [page?: Term, slot?: Term];

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

function isSamePlace([page, slot]: Place, [otherPage, otherSlot]: Place): Term {
  if (page === undefined) return TRUE;
  const isPage = equal(page, otherPage!);
  return slot === undefined || isPage === FALSE ? isPage : and(isPage, equal(slot, otherSlot!));
}

/** Whether a change is of a field of a place. */
function affects(change: Change, field: Field, place: Place): Term {
  const isWrite = "field" in change;
  if (isWrite ? change.field !== field : field.types === undefined) return FALSE;
  const isHere = isWrite ? isSamePlace(change.place, place) : equal(change.cleared, place[0]!);
  return isHere === FALSE ? FALSE : and(change.when, isHere);
}

/** Changes, the last one first. */
interface Changes {
  readonly last: Change;
  readonly before: Changes | undefined;
}

/** The first value of which the condition holds. */
const chosen = (values: readonly (readonly [Term, Term])[], otherwise: Term) =>
  values.reduceRight((rest, [when, value]) => ite(when, value, rest), otherwise);

/** What a proof takes a condition for, in the case that it looks at: true, false, or as it is. */
export type Cases = (condition: Term) => Term;

const ALL_CASES: Cases = (condition) => condition;

export class State {
  readonly #changes: Changes | undefined;
  readonly #cases: Cases;

  private constructor(
    /** So many pages there are; page 0 is never one. */
    readonly pages: Term,
    readonly lookup: Lookup,
    cases: Cases,
    changes: Changes | undefined,
  ) {
    this.#cases = cases;
    this.#changes = changes;
  }

  static of(pages: Term, lookup: Lookup, cases = ALL_CASES): State {
    return new State(pages, lookup, cases, undefined);
  }

  /** The last one first. */
  get changes(): readonly Change[] {
    return this.#since(undefined);
  }

  #since(before: Changes | undefined): Change[] {
    const all: Change[] = [];
    for (let at = this.#changes; at !== before; at = at!.before) all.push(at!.last);
    return all;
  }

  /** The running thread's page; 0: none. */
  get current(): Term {
    return this.get(CURRENT);
  }

  get(field: Field, ...place: Place): Term {
    const perhaps: (readonly [Term, Term])[] = [];
    for (let at = this.#changes; at !== undefined; at = at.before) {
      const is = affects(at.last, field, place);
      if (is === FALSE) continue;
      const value = "field" in at.last ? at.last.value : ZERO;
      if (is === TRUE) return chosen(perhaps, value);
      perhaps.push([is, value]);
    }
    return chosen(perhaps, this.lookup(field, place));
  }

  with(field: Field, place: Place, value: Term): State {
    return this.#after({ when: TRUE, field, place, value });
  }

  cleared(page: Term): State {
    return this.#after({ when: TRUE, cleared: page });
  }

  /** What `change` makes of this state if a condition holds, otherwise this state. */
  if(condition: Term, change: (state: State) => State): State {
    return this.where(this.#cases(condition), change);
  }

  /** The same, of what proofs do not take apart into cases. */
  where(condition: Term, change: (state: State) => State): State {
    if (condition === FALSE) return this;
    const after = change(this);
    if (condition === TRUE) return after;
    return after
      .#since(this.#changes)
      .reduceRight<State>(
        (state, one) => state.#after({ ...one, when: and(condition, one.when) }),
        this,
      );
  }

  #after(change: Change): State {
    const changes = { last: change, before: this.#changes };
    return new State(this.pages, this.lookup, this.#cases, changes);
  }
}
