/**
 * `spec/availability/reclaim`: whoever holds an Untyped that has a page in its range gets the page
 * back, call by call, whatever state it is in.
 */
import * as numbers from "@ashlar/kernel/interface";
import { GENERATION_MAX } from "@ashlar/kernel/layout";
import { all, and, equal, implies, ite, not, or, type Term, uge, ule, ult } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, fields, object, type State } from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import type { Entry } from "../entries.js";
import { isFree, isOfType, type Moment, momentsOf, PAGE } from "../moment.js";
import { isDying, STEPS_MAX, stepsLeft, waitsAt } from "./dying.js";

const ANSWER = number64(numbers.ANSWER);
const ZERO = number64(0);

/** The caller names an Untyped that has the page in its range, and may WRITE. */
function owns(before: State, [slot, page]: Arguments): Term[] {
  const untyped = object(before, slot);
  return [
    equal(page, PAGE),
    not(equal(untyped.generation, ZERO)),
    isOfType(before, untyped.page, numbers.UNTYPED),
    not(equal(and(untyped.rights, number64(numbers.WRITE)), ZERO)),
    uge(PAGE, before.get(fields.FIRST, untyped.page)),
    ult(PAGE, before.get(fields.END, untyped.page)),
    not(isFree(before, PAGE)),
  ];
}

const answered = ({ before, after }: Moment, answer: Term): Term =>
  equal(after.get(fields.REGISTER, before.current, ANSWER), answer);

const ofMoment = ({ when, perhaps }: Moment, obligations: readonly Obligation[]) =>
  obligations.map((one) => ({ ...one, when, perhaps }));

const bound = (state: State): Obligation => ({
  claim: `it takes at most ${STEPS_MAX} calls, and one for each thread that waits there`,
  goal: ule(stepsLeft(state, PAGE), number64(STEPS_MAX)),
});

/** The first call for a page that lives, and has a generation left. */
export function reclaimBegins(entry: Entry): Statement {
  const moments = momentsOf(entry, (state, given) => [
    ...owns(state, given),
    not(isDying(state, PAGE)),
    ult(state.get(fields.GENERATION, PAGE), number64(GENERATION_MAX)),
  ]);
  return {
    hypotheses: [],
    obligations: moments.flatMap((moment) =>
      ofMoment(moment, [
        bound(moment.before),
        { claim: "the page is dying", goal: isDying(moment.after, PAGE) },
        {
          claim: "all capabilities to it are void",
          goal: ult(
            moment.before.get(fields.GENERATION, PAGE),
            moment.after.get(fields.GENERATION, PAGE),
          ),
        },
        {
          claim: "one call less is left",
          goal: ult(stepsLeft(moment.after, PAGE), stepsLeft(moment.before, PAGE)),
        },
        {
          claim: "the caller is told to go on",
          goal: answered(moment, number64(numbers.AGAIN)),
        },
      ]),
    ),
  };
}

/** Who is the first to wait at the page. */
function firstThere(state: State): Term {
  const { ENDPOINT_QUEUE, NOTIFICATION_QUEUE } = fields;
  return ite(
    isOfType(state, PAGE, numbers.ENDPOINT),
    state.get(ENDPOINT_QUEUE.head, PAGE),
    ite(
      isOfType(state, PAGE, numbers.NOTIFICATION),
      state.get(NOTIFICATION_QUEUE.head, PAGE),
      ZERO,
    ),
  );
}

function goesOn(moment: Moment): Obligation[] {
  const { before, after } = moment;
  const first = firstThere(before);
  const hasLeft = all([waitsAt(before, first, PAGE), not(waitsAt(after, first, PAGE))]);
  return [
    bound(before),
    {
      claim: "one call less is left, or one thread less waits there",
      goal: ite(
        equal(first, ZERO),
        ult(stepsLeft(after, PAGE), stepsLeft(before, PAGE)),
        and(hasLeft, equal(stepsLeft(after, PAGE), stepsLeft(before, PAGE))),
      ),
    },
    {
      claim: "the caller is told that the page is free when it is, and to go on before",
      goal: answered(
        moment,
        ite(isFree(after, PAGE), number64(numbers.DONE), number64(numbers.AGAIN)),
      ),
    },
    {
      claim: "when no call is left the page is free, and nobody waits there",
      goal: implies(
        or(equal(stepsLeft(after, PAGE), ZERO), isFree(after, PAGE)),
        and(isFree(after, PAGE), equal(first, ZERO)),
      ),
    },
  ];
}

/** Each call for a page that is dying. */
export const reclaimGoesOn = (entry: Entry): Statement => ({
  hypotheses: [],
  obligations: momentsOf(entry, (state, given) => [
    ...owns(state, given),
    isDying(state, PAGE),
  ]).flatMap((moment) => ofMoment(moment, goesOn(moment))),
});
