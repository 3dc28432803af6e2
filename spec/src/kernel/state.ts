/**
 * The kernel's state: what each field of each page and slot is, at one instant. A state is never
 * changed; what comes after a change is another state, which knows the one before and the change.
 *
 * Everything is a term. On literals a step computes the next state, on variables it describes it:
 * what a field of an arbitrary page is afterwards.
 */
import { all, and, equal, FALSE, ite, type Term, TRUE } from "@ashlar/logic";
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

const UNAFFECTED = [FALSE, ZERO] as const;

const isSamePlace = (one: Place, other: Place) =>
  all(one.map((part, at) => equal(part!, other[at]!)));

/** What a change makes of a field: whether it is affected, and what it then is. */
function effectOf(change: Change, field: Field, place: Place): readonly [Term, Term] {
  if ("field" in change && change.field !== field) return UNAFFECTED;
  const { when } = change;
  if ("cleared" in change) {
    const isObjects = field.types !== undefined;
    return isObjects ? [and(when, equal(change.cleared, place[0]!)), ZERO] : UNAFFECTED;
  }
  return [and(when, isSamePlace(change.place, place)), change.value];
}

/** The first value of which the condition holds. */
const chosen = (values: readonly (readonly [Term, Term])[], otherwise: Term) =>
  values.reduceRight((rest, [when, value]) => ite(when, value, rest), otherwise);

export class State {
  private constructor(
    /** So many pages there are; page 0 is never one. */
    readonly pages: Term,
    readonly lookup: Lookup,
    /** The last one first. */
    readonly changes: readonly Change[],
  ) {}

  static of(pages: Term, lookup: Lookup): State {
    return new State(pages, lookup, []);
  }

  /** The running thread's page; 0: none. */
  get current(): Term {
    return this.get(CURRENT);
  }

  get(field: Field, ...place: Place): Term {
    const perhaps: (readonly [Term, Term])[] = [];
    for (const change of this.changes) {
      const [isAffected, written] = effectOf(change, field, place);
      if (isAffected === TRUE) return chosen(perhaps, written);
      if (isAffected !== FALSE) perhaps.push([isAffected, written]);
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
    if (condition === FALSE) return this;
    const after = change(this);
    if (condition === TRUE) return after;
    const added = after.changes.slice(0, after.changes.length - this.changes.length);
    const guarded = added.map((one) => ({ ...one, when: and(condition, one.when) }));
    return new State(this.pages, this.lookup, [...guarded, ...this.changes]);
  }

  #after(change: Change): State {
    return new State(this.pages, this.lookup, [change, ...this.changes]);
  }
}
