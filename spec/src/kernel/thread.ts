/** Threads: who calls, with which capability space, and when it runs. */
import * as numbers from "@ashlar/kernel/interface";
import { and, any, equal, not, type Term, ugt } from "@ashlar/logic";
import { number64 } from "../number.js";
import { isOfType } from "./capability.js";
import { CURRENT, HANDLER, ROOT, THREAD } from "./fields.js";
import { cancelled } from "./message.js";
import { endpointQueue, notificationQueue, remove } from "./queue.js";
import { dequeue, enqueue, runNow, schedule } from "./schedule.js";
import type { State } from "./state.js";
import {
  directRefusals,
  named,
  object,
  objectRefusals,
  perform,
  type SystemCall,
} from "./system-call.js";
import { withReference } from "./weak-reference.js";

const ZERO = number64(0);

export const isThread = (state: State, page: Term) => isOfType(state, page, numbers.THREAD);
/** Whether a reference to a page is none, or is one. */
export const isNone = (page: Term) => equal(page, ZERO);
export const isSome = (page: Term) => not(isNone(page));

export const isIn = (state: State, thread: Term, ...states: number[]) =>
  any(states.map((one) => equal(state.get(THREAD.state, thread), number64(one))));

const isCurrent = (state: State, thread: Term) => equal(thread, state.current);

/** A thread may go on. It runs at once if it is more important than who runs. */
export const wake = (state: State, thread: Term): State =>
  state.routine({ name: "wake", parameters: [thread] }, (before) => woken(before, thread));

function woken(state: State, thread: Term): State {
  const current = state.current;
  const isSameDomain = equal(state.get(THREAD.domain, thread), state.get(THREAD.domain, current));
  const isHigher = ugt(state.get(THREAD.priority, thread), state.get(THREAD.priority, current));
  const isAtOnce = and(not(equal(current, ZERO)), and(isSameDomain, isHigher));
  return state
    .if(isAtOnce, (now) => runNow(enqueue(now, current), thread))
    .if(not(isAtOnce), (later) => enqueue(later, thread));
}

/** A thread waits in a queue no more. */
function leave(state: State, thread: Term): State {
  const place = state.get(THREAD.queue, thread);
  return state
    .if(isIn(state, thread, numbers.SENDING, numbers.RECEIVING), (waiting) =>
      remove(waiting, endpointQueue(place), thread),
    )
    .if(isIn(state, thread, numbers.WAITING), (waiting) =>
      remove(waiting, notificationQueue(place), thread),
    )
    .if(and(isIn(state, thread, numbers.READY), not(isCurrent(state, thread))), (ready) =>
      dequeue(ready, thread),
    );
}

const isBlocked = (state: State, thread: Term) =>
  isIn(state, thread, numbers.SENDING, numbers.RECEIVING, numbers.CALLING, numbers.WAITING);

/** A thread stops. What it was waiting for is cancelled; who was to reply to it need not. */
export const stop = (state: State, thread: Term): State =>
  state.routine({ name: "stop", parameters: [thread] }, (before) => stopped(before, thread));

function stopped(state: State, thread: Term): State {
  const server = state.get(THREAD.server, thread);
  return leave(state, thread)
    .if(isBlocked(state, thread), (waiting) => cancelled(waiting, thread))
    .if(isIn(state, thread, numbers.CALLING), (calling) =>
      calling.with(THREAD.caller, [server], ZERO).with(THREAD.server, [thread], ZERO),
    )
    .with(THREAD.state, [thread], number64(numbers.INACTIVE))
    .if(isCurrent(state, thread), (running) => schedule(running.with(CURRENT, [], ZERO)));
}

/** Who waits for a thread's reply waits no more: there will be none. */
export const dismiss = (state: State, thread: Term): State =>
  state.routine({ name: "dismiss", parameters: [thread] }, (before) => dismissed(before, thread));

function dismissed(state: State, thread: Term): State {
  const caller = state.get(THREAD.caller, thread);
  return wake(
    cancelled(state, caller)
      .with(THREAD.server, [caller], ZERO)
      .with(THREAD.caller, [thread], ZERO),
    caller,
  );
}

/** What decides about a thread's turn is changed: if it is ready it waits for its turn anew. */
function requeued(state: State, thread: Term, change: (state: State) => State): State {
  const isRunning = isCurrent(state, thread);
  const isQueued = and(isIn(state, thread, numbers.READY), not(isRunning));
  const changed = change(state.if(isQueued, (ready) => dequeue(ready, thread)));
  return changed
    .if(isQueued, (ready) => enqueue(ready, thread))
    .if(isRunning, (running) => schedule(enqueue(running, thread)));
}

/**
 * `threadConfigure(thread, slot)`: gives the thread the CNode in the slot as its capability space.
 * Needs WRITE for the thread and all rights for the CNode, and no Indirection before that: what a
 * thread keeps could not be taken back.
 */
export const configure: SystemCall = (state, [slot, rootSlot]) => {
  const [thread, root] = [object(state, slot), named(state, rootSlot)];
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.WRITE, 0),
      ...directRefusals(state, root, numbers.CNODE, numbers.ALL_RIGHTS, 1),
    ],
    invoke: (before) => withReference(before, ROOT, thread.page, root),
  });
};

/** `threadResume(thread)`: one that does nothing may run. It needs a domain. Needs WRITE. */
export const resume: SystemCall = (state, [slot]) => {
  const { page, ...thread } = object(state, slot);
  return perform(state, {
    refusals: [
      ...objectRefusals(state, { page, ...thread }, numbers.THREAD, numbers.WRITE, 0),
      [not(isIn(state, page, numbers.INACTIVE)), numbers.IN_USE, 0],
      [equal(state.get(THREAD.domain, page), ZERO), numbers.OUT_OF_RANGE, 0],
    ],
    invoke: (before) => wake(before, page),
  });
};

/** `threadSuspend(thread)`: it does nothing until it is resumed. Needs WRITE. */
export const suspend: SystemCall = (state, [slot]) => {
  const thread = object(state, slot);
  return perform(state, {
    refusals: objectRefusals(state, thread, numbers.THREAD, numbers.WRITE, 0),
    invoke: (before) => stop(before, thread.page),
  });
};

/** `threadSetPriority(thread, priority)`: the caller's own at most. Needs WRITE. */
export const setPriority: SystemCall = (state, [slot, priority]) => {
  const thread = object(state, slot);
  const own = state.get(THREAD.priority, state.current);
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.WRITE, 0),
      [ugt(priority, own), numbers.OUT_OF_RANGE, 1],
    ],
    invoke: (before) =>
      requeued(before, thread.page, (now) => now.with(THREAD.priority, [thread.page], priority)),
  });
};

/** `threadSetDomain(thread, domain)`: it runs when that domain does. Needs WRITE for both. */
export const setDomain: SystemCall = (state, [slot, domainSlot]) => {
  const [thread, domain] = [object(state, slot), object(state, domainSlot)];
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.WRITE, 0),
      ...objectRefusals(state, domain, numbers.DOMAIN, numbers.WRITE, 1),
    ],
    invoke: (before) =>
      requeued(before, thread.page, (now) => now.with(THREAD.domain, [thread.page], domain.page)),
  });
};

/**
 * `threadSetHandler(thread, endpoint)`: at that endpoint it is told when the thread faults, with the
 * badge of the capability. Needs WRITE for both, and no Indirection before the endpoint.
 */
export const setHandler: SystemCall = (state, [slot, handlerSlot]) => {
  const [thread, handler] = [object(state, slot), named(state, handlerSlot)];
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.WRITE, 0),
      ...directRefusals(state, handler, numbers.ENDPOINT, numbers.WRITE, 1),
    ],
    invoke: (before) =>
      withReference(before, HANDLER, thread.page, handler).with(
        HANDLER.badge,
        [thread.page],
        handler.badge,
      ),
  });
};
