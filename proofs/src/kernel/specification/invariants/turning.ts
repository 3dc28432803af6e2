/**
 * What is said of turns: what must be so when it is told who runs next, whoever else is on its way,
 * and what is so then. Between steps nobody is; so then it is what the invariants say of threads.
 */
import * as numbers from "@ashlar/kernel/interface";
import { and, any as anyOf, equal, implies, not, or, type Term, ult } from "@ashlar/logic";
import { type Claim, number64 } from "@ashlar/spec";
import {
  fields,
  isWhereItMayBe,
  type Part,
  type Routine,
  readyQueueOf,
  type State,
} from "@ashlar/spec/kernel";
import { type Anywhere, invariantsAt } from "./instances.js";
import { needs, type OnTheirWay, WHERE, withinStep } from "./queues.js";

const { THREAD, CURRENT } = fields;
const ZERO = number64(0);
const READY = number64(numbers.READY);

/** What is said of a state at places. */
export type Said = (state: State, at: Anywhere) => readonly Claim[];

/** What a part or a turn needs of the state before it and what it is then said to leave. */
export interface Met {
  readonly needs: readonly Claim[];
  /** What must be so everywhere. */
  readonly keeps: Said;
  /** Who is on its way then. */
  readonly away: (after: State) => OnTheirWay;
  readonly left: Said;
}

const RUNS = "who runs is a thread that can";
const SPACE = "the machine uses the space of who runs";
/** What else must be so of all threads. */
const RELIED: readonly string[] = [
  "it is dying or not",
  "a dying thread does nothing",
  "a thread's space, its address space and its handler are what they must be",
  SPACE,
];

const claimed = (state: State, at: Anywhere, claims: readonly string[]) =>
  invariantsAt(state, at).filter(({ claim }) => claims.includes(claim));

/** Whether somebody stops running for who wakes, if that is more important. */
const isWaking = ({ name }: Routine) => name === "wake";

/** What is said before a turn, when also some others are on their way. */
export const beforeTurn =
  (before: State, routine: Routine, others: OnTheirWay): Said =>
  (state, at) => {
    const running = isWaking(routine) ? [before.current] : [];
    return [
      ...withinStep(state, at, [...running, ...routine.parameters, ...others]),
      ...claimed(state, at, isWaking(routine) ? [...RELIED, RUNS] : RELIED),
    ];
  };

/** And what is said after it. */
export const afterTurn =
  (before: State, others: OnTheirWay): Said =>
  (after, at) => {
    const { page } = at;
    const isAway = anyOf(others.map((one) => equal(one, page)));
    const isRunning = equal(page, after.current);
    const queue = (state: State) => state.get(THREAD.queue, page);
    const isReady = equal(after.get(THREAD.state, page), READY);
    return [
      ...withinStep(after, at, []).filter(({ claim }) => claim !== WHERE),
      {
        claim: WHERE,
        holds: implies(ult(page, after.pages), isWhereItMayBe(after, page, isAway, isRunning)),
      },
      ...claimed(after, at, [RUNS, SPACE]),
      runningThread(after),
      { claim: "who runs is not on its way", holds: isNoneOf(after.current, others) },
      {
        claim: "who is not ready stays where it is",
        holds: or(isReady, equal(queue(after), queue(before))),
      },
    ];
  };

/** Whether nobody runs, or somebody else. */
const isNoneOf = (current: Term, others: OnTheirWay): Term =>
  or(equal(current, ZERO), not(anyOf(others.map((one) => equal(one, current)))));

const isOf = (state: State, page: Term, type: number) =>
  equal(state.get(fields.TYPE, page), number64(type));

const runningDomain = (state: State): Claim => ({
  claim: "the running domain is one",
  holds: isOf(state, state.get(fields.RUNNING_DOMAIN), numbers.DOMAIN),
});

function runningThread(state: State): Claim {
  const { current } = state;
  const domain = state.get(THREAD.domain, current);
  const isReady = equal(state.get(THREAD.state, current), READY);
  return {
    claim: "who runs is ready",
    holds: or(equal(current, ZERO), and(isReady, isOf(state, domain, numbers.DOMAIN))),
  };
}

/** What follows from the invariants of who runs, and where. */
export const ofRunning = (state: State): Claim[] => [runningDomain(state), runningThread(state)];

/** What must be so of the kernel's own words, and of who may go on. */
export function needsOfTurn(state: State, routine: Routine, others: OnTheirWay): Claim[] {
  return [
    runningDomain(state),
    ...routine.parameters.flatMap((thread) => goingOn(state, thread, others)),
    ...(isWaking(routine) ? interrupted(state, [...routine.parameters, ...others]) : []),
  ];
}

/** It may join the queue of its priority, and may run. */
function goingOn(state: State, thread: Term, others: OnTheirWay): Claim[] {
  const part: Part = {
    ...{ name: "enqueue", thread, head: fields.READY_QUEUE.head },
    place: readyQueueOf(state, thread).place,
  };
  return [
    ...needs(state, part, [thread, ...others]),
    { claim: "it does not die", holds: equal(state.get(fields.DYING, thread), ZERO) },
  ];
}

/** Who runs could go on, and is nobody on its way. */
const interrupted = (state: State, others: OnTheirWay): Claim[] => [
  runningThread(state),
  { claim: "who runs is not on its way", holds: isNoneOf(state.current, others) },
];

/** What a turn within a step needs, and leaves. */
export function metAt(before: State, routine: Routine, away: OnTheirWay): Met {
  const isNamed = (one: Term) =>
    routine.parameters.includes(one) || (isWaking(routine) && one === before.get(CURRENT));
  const others = away.filter((one) => !isNamed(one));
  return {
    needs: needsOfTurn(before, routine, others),
    keeps: beforeTurn(before, routine, others),
    away: (after) => [after.current, ...others],
    left: afterTurn(before, others),
  };
}
