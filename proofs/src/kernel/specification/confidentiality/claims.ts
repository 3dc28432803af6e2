/**
 * What is claimed of a step: that nobody sees it, that two which look the same are changed the same,
 * that all it looks at is seen, and that the policy is obeyed afterwards.
 */
import { all, and, equal, FALSE, implies, not, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Change, type Field, fields, type Place, type State } from "@ashlar/spec/kernel";
import type { Obligation } from "../../../prove/statement.js";
import { PAGE } from "../moment.js";
import { isClosed } from "./labels.js";
import { hasOwnRange, isSpecial, mayName, obeys, POLICED } from "./policy.js";
import { anyPlace, OTHER, type Step } from "./step.js";
import { isSeen } from "./view.js";

const ZERO = number64(0);

/** A change, where it is and of what; a page that is cleared, of all its fields at once. */
const placeOf = (change: Change): readonly [Field, Place] =>
  "field" in change ? [change.field, change.place] : [fields.REGISTER, [change.cleared, ZERO]];

const nameOf = (change: Change) => ("field" in change ? change.field.name : "all that it is");

/** Whether a change is made, and seen. */
const isSeenIn = (state: State, change: Change) =>
  and(change.when, isSeen(state, ...placeOf(change)));

/** Local respect: in turns of high domains nothing changes that is seen. */
export const respected = ({ before, after }: Step): Obligation[] =>
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
export function consistent(one: Step, other: Step): Obligation[] {
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
export function kept({ before, after }: Pick<Step, "before" | "after">): Obligation[] {
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

/**
 * Step consistency where all that a low thread names is low: all that the step looks at is seen. So
 * in a state that looks the same it finds the same, and does the same.
 */
export const looksAtSeen = ({ before, seen }: Step): Obligation[] =>
  seen.map(([field, place]) => ({
    claim: `what it looks at is seen: ${field.name}`,
    goal: isSeen(before, field, place),
  }));
