/**
 * Who runs: of the domain whose turn it is the thread that is ready with the highest priority, and
 * of these the one that has waited longest. Domains take turns in a fixed order, whatever threads
 * do, so what one domain does is not seen in when another runs.
 *
 * The thread that runs is in no queue.
 */
import { READY } from "@ashlar/kernel/interface";
import { add, and, equal, ite, lshr, not, or, shl, type Term, uge, ult } from "@ashlar/logic";
import { number64 } from "../number.js";
import { running } from "./address-space.js";
import { CURRENT, FIRST_DOMAIN, LAST_DOMAIN, READY_MAP, RUNNING_DOMAIN, THREAD } from "./fields.js";
import { append, headOf, isNobodyIn, partOf, readyQueue, remove } from "./queue.js";
import type { State } from "./state.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** The number of the highest bit that is set; 0 if none is. */
export function highest(map: Term): Term {
  let [found, left] = [ZERO, map];
  for (const bits of [32, 16, 8, 4, 2, 1]) {
    const upper = lshr(left, number64(bits));
    const isUpper = not(equal(upper, ZERO));
    found = ite(isUpper, add(found, number64(bits)), found);
    left = ite(isUpper, upper, left);
  }
  return found;
}

export const readyQueueOf = (state: State, thread: Term) =>
  readyQueue(state.get(THREAD.domain, thread), state.get(THREAD.priority, thread));

/** A thread becomes ready, and waits for its turn. */
export function enqueue(state: State, thread: Term): State {
  const queue = readyQueueOf(state, thread);
  return state.part(partOf("enqueue", queue, thread), (before) =>
    withReady(append(before, queue, thread), thread, (map, bit) => or(map, bit)).with(
      THREAD.state,
      [thread],
      number64(READY),
    ),
  );
}

/** A thread that is ready leaves its queue. */
export function dequeue(state: State, thread: Term): State {
  const queue = readyQueueOf(state, thread);
  return state.part(partOf("dequeue", queue, thread), (before) => {
    const after = remove(before, queue, thread);
    return after.where(isNobodyIn(after, queue), (empty) =>
      withReady(empty, thread, (map, bit) => and(map, not(bit))),
    );
  });
}

/** The bit of a thread's priority in its domain's map is changed. */
function withReady(state: State, thread: Term, change: (map: Term, bit: Term) => Term): State {
  const domain = state.get(THREAD.domain, thread);
  const bit = shl(ONE, state.get(THREAD.priority, thread));
  return state.with(READY_MAP, [domain], change(state.get(READY_MAP, domain), bit));
}

/** Nobody runs: who is next does, if anybody is ready. */
export const schedule = (state: State): State =>
  state.routine({ name: "schedule", parameters: [] }, scheduled);

function scheduled(state: State): State {
  const domain = state.get(RUNNING_DOMAIN);
  const map = state.get(READY_MAP, domain);
  const next = headOf(state, readyQueue(domain, highest(map)));
  const isAnybody = not(equal(map, ZERO));
  return state
    .with(CURRENT, [], ZERO)
    .if(isAnybody, (ready) => running(dequeue(ready, next), next));
}

/** Nobody runs, and a thread is ready. */
export const queueUp = (state: State, thread: Term): State =>
  state.routine({ name: "queueUp", parameters: [thread] }, (before) =>
    schedule(enqueue(before, thread)),
  );

/** The thread that runs waits for its next turn. */
export const yieldTurn = (state: State): State => schedule(enqueue(state, state.current));

/** A thread runs at once, whoever is ready. */
export const runNow = (state: State, thread: Term): State =>
  running(state, thread).with(THREAD.state, [thread], number64(READY));

/**
 * Who runs blocked just now, and `thread` may go on: it runs at once if it could be chosen, and
 * nobody who is ready has a higher priority; otherwise it waits for its turn.
 */
export const handOver = (state: State, thread: Term): State =>
  state.routine({ name: "handOver", parameters: [thread] }, (before) => handedOver(before, thread));

function handedOver(state: State, thread: Term): State {
  const domain = state.get(RUNNING_DOMAIN);
  const map = state.get(READY_MAP, domain);
  const priority = state.get(THREAD.priority, thread);
  const isHighest = or(equal(map, ZERO), uge(priority, highest(map)));
  const isNext = and(equal(state.get(THREAD.domain, thread), domain), isHighest);
  return state
    .if(isNext, (next) => runNow(next, thread))
    .if(not(isNext), (later) => queueUp(later, thread));
}

/** A tick of the timer: it is the next domain's turn, and in each the next thread's. */
export function timer(state: State): State {
  const domain = state.get(RUNNING_DOMAIN);
  const isLast = not(ult(domain, state.get(LAST_DOMAIN)));
  const next = ite(isLast, state.get(FIRST_DOMAIN), add(domain, ONE));
  return schedule(
    state
      .if(not(equal(state.current, ZERO)), (someone) => enqueue(someone, someone.current))
      .with(RUNNING_DOMAIN, [], next),
  );
}
