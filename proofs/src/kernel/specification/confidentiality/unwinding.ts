/**
 * Unwinding. What a high domain does changes nothing that the observer sees; what a low one does, the
 * timer too, makes of two states that look the same to it two that look the same; and all of them
 * leave the policy obeyed. Said of all entries, it would follow by induction over runs that what a
 * high domain holds or does is never seen.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  add,
  all,
  and,
  equal,
  FALSE,
  implies,
  not,
  or,
  sub,
  type Term,
  TRUE,
  uge,
  ult,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Arguments,
  type Change,
  type Field,
  type Found,
  fields,
  object,
  type Place,
  State,
} from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { anyArguments, anyState } from "../any-state.js";
import type { Entry } from "../entries.js";
import { PAGE } from "../moment.js";
import { findings } from "./found.js";
import { isClosed, isLow } from "./labels.js";
import { hasOwnRange, isSpecial, mayName, obeys, POLICED } from "./policy.js";
import { anyPlace, begun, OTHER, policed, type Step, stepOf } from "./step.js";
import { alike, isLowTurn, isSeen } from "./view.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** A change, where it is and of what; a page that is cleared, of all its fields at once. */
const placeOf = (change: Change): readonly [Field, Place] =>
  "field" in change ? [change.field, change.place] : [fields.REGISTER, [change.cleared, ZERO]];

const nameOf = (change: Change) => ("field" in change ? change.field.name : "all that it is");

/** Whether a change is made, and seen. */
const isSeenIn = (state: State, change: Change) =>
  and(change.when, isSeen(state, ...placeOf(change)));

/** Local respect: in turns of high domains nothing changes that is seen. */
const respected = ({ before, after }: Step): Obligation[] =>
  after.changes.map((change) => ({
    claim: `what is changed is not seen: ${nameOf(change)}`,
    goal: not(isSeenIn(before, change)),
  }));

const isSamePlace = (one: Place, other: Place) =>
  all(one.map((part, at) => equal(part!, other[at]!)));

/**
 * Step consistency: two that look the same are changed the same where it is seen, change by change in
 * the same order; so they look the same afterwards.
 */
function consistent(one: Step, other: Step): Obligation[] {
  const [its, others] = [one.after.changes, other.after.changes];
  const isAligned =
    its.length === others.length &&
    its.every((change, at) => placeOf(change)[0] === placeOf(others[at]!)[0]);
  if (!isAligned) return [{ claim: "both take the same steps", goal: FALSE }];
  const turns: Obligation = {
    claim: "it is the same domain's turn",
    goal: equal(one.after.get(fields.RUNNING_DOMAIN), other.after.get(fields.RUNNING_DOMAIN)),
  };
  const runs = [fields.CURRENT, fields.SPACE].map((field) => ({
    claim: `it is the same: ${field.name}`,
    goal: implies(
      isSeen(one.after, field, []),
      equal(one.after.get(field), other.after.get(field)),
    ),
  }));
  return [
    turns,
    ...runs,
    ...its.map((change, at) => isSameChange([one.after, change], [other.after, others[at]!])),
  ];
}

type Changed = readonly [after: State, change: Change];

/** Seen is what is seen in the turn that follows. */
function isSameChange([after, change]: Changed, [otherAfter, other]: Changed): Obligation {
  const isHere = isSeenIn(after, change);
  const value = "field" in change && "field" in other ? equal(change.value, other.value) : TRUE;
  return {
    claim: `it is changed the same in both: ${nameOf(change)}`,
    goal: and(
      equal(isHere, isSeenIn(otherAfter, other)),
      implies(isHere, and(isSamePlace(placeOf(change)[1], placeOf(other)[1]), value)),
    ),
  };
}

/** What names a page by its number, and may name any of its side. */
const isPlain = (field: Field) => POLICED.includes(field) && !isSpecial(field);

/** The policy is obeyed afterwards too, and what is closed stays what it is. */
function kept({ before, after }: Step): Obligation[] {
  const plain = after.changes.flatMap((change) =>
    "field" in change && isPlain(change.field)
      ? [
          {
            claim: `the policy allows what is named: ${change.field.name}`,
            goal: implies(change.when, mayName(change.place[0]!, change.value)),
          },
        ]
      : [],
  );
  const special = POLICED.filter(isSpecial).map((field) => ({
    claim: `the policy allows what it names: ${field.name}`,
    goal: obeys(after, field, anyPlace(field)),
  }));
  const closed = [fields.TYPE, fields.DYING, fields.GENERATION].map((field) => ({
    claim: `what is closed stays as it is: ${field.name}`,
    goal: implies(isClosed(PAGE), equal(after.get(field, PAGE), before.get(field, PAGE))),
  }));
  const range = {
    claim: "an Untyped has pages of its own side",
    goal: hasOwnRange(after, PAGE, OTHER),
  };
  return [...plain, ...special, ...closed, range];
}

/** Of an arbitrary place of which the policy says something. */
const policedAnywhere = (state: State, given: Arguments): Term[] => [
  ...policed(
    state,
    POLICED.map((field) => [field, anyPlace(field)] as const),
    given,
  ),
  hasOwnRange(state, PAGE, OTHER),
];

/**
 * Step consistency where all that a low thread names is low: all that the step looks at is seen. So
 * in a state that looks the same it finds the same, and does the same.
 */
const looksAtSeen = ({ before, seen }: Step): Obligation[] =>
  seen.map(([field, place]) => ({
    claim: `what it looks at is seen: ${field.name}`,
    goal: isSeen(before, field, place),
  }));

/** What is passed names pages of the caller's side only, none of them closed. */
function isUsual(state: State, { name }: Entry, given: Arguments, found: readonly Term[]): Term {
  const pages =
    name === "interrupt" ? [state.get(fields.IRQ.page, handlerOf(state, given))] : found;
  const [, page] = given;
  const untyped = object(stateWith(state, given), given[0]).page;
  const isOwn = all([
    equal(state.get(fields.TYPE, untyped), number64(numbers.UNTYPED)),
    uge(page, state.get(fields.FIRST, untyped)),
    ult(page, state.get(fields.END, untyped)),
  ]);
  return all([
    ...pages.map((one) => or(equal(one, ZERO), and(isLow(one), not(isClosed(one))))),
    ...(name === "untypedRetype" || name === "untypedReclaim" ? [isOwn] : []),
  ]);
}

const handlerOf = (state: State, [source]: Arguments) =>
  add(state.get(fields.FIRST_HANDLER), sub(source, ONE));

const stateWith = (state: State, given: Arguments) =>
  State.of(state.pages, state.lookup, { found: findings(state, given).found });

export type Part = "respected" | "usual" | "unusual" | "kept";

/** The pages of what an entry asks for by slots. */
function foundPages({ step }: Entry, state: State, given: Arguments): Term[] {
  const pages = new Set<Term>();
  const { found } = findings(state, given);
  const noting: Found = (what, slot) => {
    const capability = found(what, slot);
    if (capability !== undefined) pages.add(capability.page);
    return capability;
  };
  step(State.of(state.pages, state.lookup, { found: noting }), given);
  return [...pages];
}

const unique = (terms: readonly Term[]) => [...new Set(terms)];

/** Of one entry. */
export function unwinding(entry: Entry, part: Part): Statement {
  const [state, given] = [anyState(), anyArguments()];
  const { found, facts } = findings(state, given);
  const one = stepOf(entry, state, given, found);
  const turn = isLowTurn(state);
  const always = [isLow(ZERO), not(isClosed(ZERO)), ...begun(state, entry, given)];
  const usual = isUsual(state, entry, given, foundPages(entry, state, given));
  const known = [...one.perhaps, ...(entry.isByThread ? facts : [])];
  switch (part) {
    case "respected":
      return {
        hypotheses: unique([...always, ...known, not(turn)]),
        obligations: respected(one),
        together: true,
      };
    case "usual":
      return {
        hypotheses: unique([...always, ...known, turn, usual]),
        obligations: looksAtSeen(one),
        together: true,
      };
    case "unusual": {
      const other = stepOf(entry, alike(state), given, found);
      return {
        hypotheses: unique([
          ...[...always, ...known, ...other.perhaps],
          ...(entry.name === "timer" ? begun(alike(state), entry, given) : [turn, not(usual)]),
        ]),
        obligations: consistent(one, other),
        together: true,
      };
    }
    case "kept":
      return {
        hypotheses: unique([...always, ...known, ...policedAnywhere(state, given)]),
        obligations: kept(one),
        together: true,
      };
  }
}
