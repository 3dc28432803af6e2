/**
 * The kernel's state: what each field of each page and slot is, at one instant. A state is never
 * changed; what comes after a change is another state, which knows the one before and the change.
 *
 * Everything is a term. On literals a step computes the next state, on variables it describes it:
 * what a field of an arbitrary page is afterwards.
 */
import { and, equal, FALSE, ite, not, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "../number.js";
import type { Capability } from "./capability.js";
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
/** All becomes what it is elsewhere: what a routine leaves, of which a proof says no more. */
interface Renewal {
  readonly when: Term;
  readonly renewed: Lookup;
}
export type Step = Change | Renewal;

const ZERO = number64(0);

function isSamePlace([page, slot]: Place, [otherPage, otherSlot]: Place): Term {
  if (page === undefined) return TRUE;
  const isPage = equal(page, otherPage!);
  return slot === undefined || isPage === FALSE ? isPage : and(isPage, equal(slot, otherSlot!));
}

/** Whether a change is of a field of a place. */
function affects(change: Step, field: Field, place: Place): Term {
  if ("renewed" in change) return change.when;
  const isWrite = "field" in change;
  if (isWrite ? change.field !== field : field.types === undefined) return FALSE;
  const isHere = isWrite ? isSamePlace(change.place, place) : equal(change.cleared, place[0]!);
  return isHere === FALSE ? FALSE : and(change.when, isHere);
}

/** What a change makes of a field that it affects. */
function valueAfter(change: Step, field: Field, place: Place): Term {
  if ("renewed" in change) return change.renewed(field, place);
  return "field" in change ? change.value : ZERO;
}

/** Steps, the last one first. */
interface Steps {
  readonly last: Step;
  readonly before: Steps | undefined;
}

/** The first value of which the condition holds. */
const chosen = (values: readonly (readonly [Term, Term])[], otherwise: Term) =>
  values.reduceRight((rest, [when, value]) => ite(when, value, rest), otherwise);

/** A thread joins a queue or leaves it: what is proved once, and used wherever that happens. */
export interface Part {
  readonly name: "append" | "remove" | "enqueue" | "dequeue";
  readonly thread: Term;
  /** Which queue of which object. */
  readonly head: Field;
  readonly place: Place;
}

/** A function of the kernel's code that many entries call, and what it is passed. */
export interface Routine {
  readonly name:
    | "schedule"
    | "queueUp"
    | "handOver"
    | "wake"
    | "stop"
    | "raise"
    | "awakenWaiting"
    | "awakenReceiving"
    | "blockAt"
    | "take"
    | "receiveAt"
    | "receiveAfter"
    | "dismiss"
    | "drainEndpoint"
    | "drainNotification";
  readonly parameters: readonly Term[];
}

/**
 * What a proof takes what a slot names, or is for, to be: anything of which some things are known; or
 * nothing, then it is looked up.
 */
export type Found = (what: "named" | "object", slot: Term) => Capability | undefined;

/** How a proof looks at a step: not as it runs, with all conditions known. */
export interface Outlook {
  /** What a condition is taken for: true or false in the case that is looked at, or as it is. */
  readonly cases?: (condition: Term) => Term;
  readonly found?: Found;
  /** What a part of a step leaves. */
  readonly part?: (part: Part, before: State, change: (state: State) => State) => State;
  /** What a routine leaves; undefined: what it does is looked at. */
  readonly routine?: (
    routine: Routine,
    before: State,
    change: (state: State) => State,
  ) => State | undefined;
  /** What is really written where something is; undefined: nothing. So faults are planted. */
  readonly write?: (field: Field, value: Term) => Term | undefined;
  /** Which refusals there really are, by what they answer. */
  readonly isRefusal?: (answer: number) => boolean;
}

export class State {
  readonly #steps: Steps | undefined;
  readonly #outlook: Outlook;

  private constructor(
    /** So many pages there are; page 0 is never one. */
    readonly pages: Term,
    readonly lookup: Lookup,
    outlook: Outlook,
    steps: Steps | undefined,
  ) {
    this.#outlook = outlook;
    this.#steps = steps;
  }

  static of(pages: Term, lookup: Lookup, outlook: Outlook = {}): State {
    return new State(pages, lookup, outlook, undefined);
  }

  /** The last one first; where what routines leave is not said, there are no changes to be told. */
  get changes(): readonly Change[] {
    return this.steps.map((step) => {
      if ("renewed" in step) throw new Error("what a routine leaves was not said");
      return step;
    });
  }

  /** The last one first. */
  get steps(): readonly Step[] {
    return this.#since(undefined);
  }

  #since(before: Steps | undefined): Step[] {
    const all: Step[] = [];
    for (let at = this.#steps; at !== before; at = at!.before) all.push(at!.last);
    return all;
  }

  /** The running thread's page; 0: none. */
  get current(): Term {
    return this.get(CURRENT);
  }

  get(field: Field, ...place: Place): Term {
    const perhaps: (readonly [Term, Term])[] = [];
    for (let at = this.#steps; at !== undefined; at = at.before) {
      const is = affects(at.last, field, place);
      if (is === FALSE) continue;
      const value = valueAfter(at.last, field, place);
      if (is === TRUE) return chosen(perhaps, value);
      perhaps.push([is, value]);
    }
    return chosen(perhaps, this.lookup(field, place));
  }

  with(field: Field, place: Place, value: Term): State {
    const { write } = this.#outlook;
    const written = write === undefined ? value : write(field, value);
    return written === undefined ? this : this.#after({ when: TRUE, field, place, value: written });
  }

  /** What a slot is taken to name, or to be for. */
  found(what: "named" | "object", slot: Term): Capability | undefined {
    return this.#outlook.found?.(what, slot);
  }

  /** Whether what would be answered so is refused. */
  isRefusal(answer: number): boolean {
    return this.#outlook.isRefusal?.(answer) ?? true;
  }

  cleared(page: Term): State {
    return this.#after({ when: TRUE, cleared: page });
  }

  /** What `change` makes of this state if a condition holds, otherwise this state. */
  if(condition: Term, change: (state: State) => State): State {
    const { cases } = this.#outlook;
    return this.where(cases === undefined ? condition : cases(condition), change);
  }

  /** What one change makes of this state if a condition holds, and another one otherwise. */
  either(condition: Term, one: (state: State) => State, other: (state: State) => State): State {
    const is = this.#outlook.cases?.(condition) ?? condition;
    if (is === TRUE) return one(this);
    if (is === FALSE) return other(this);
    return this.where(is, one).#then(not(is), other(this).#since(this.#steps));
  }

  /** What a part of a step makes of this state. */
  part(part: Part, change: (state: State) => State): State {
    return this.#outlook.part?.(part, this, change) ?? change(this);
  }

  /** What a routine makes of this state. */
  routine(routine: Routine, change: (state: State) => State): State {
    return this.#outlook.routine?.(routine, this, change) ?? change(this);
  }

  /** All becomes what it is elsewhere. */
  renewed(renewed: Lookup): State {
    return this.#after({ when: TRUE, renewed });
  }

  /** The same as `if`, of what proofs do not take apart into cases. */
  where(condition: Term, change: (state: State) => State): State {
    if (condition === FALSE) return this;
    const after = change(this);
    return condition === TRUE ? after : this.#then(condition, after.#since(this.#steps));
  }

  /** Steps, the last one first, that are made if a condition holds. */
  #then(condition: Term, steps: readonly Step[]): State {
    return steps.reduceRight<State>(
      (state, one) => state.#after({ ...one, when: and(condition, one.when) }),
      this,
    );
  }

  #after(step: Step): State {
    const steps = { last: step, before: this.#steps };
    return new State(this.pages, this.lookup, this.#outlook, steps);
  }
}
