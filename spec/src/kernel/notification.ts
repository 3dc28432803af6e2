/** Notifications: bits that are set by who signals and taken by who waits. Nobody waits to signal. */
import * as numbers from "@ashlar/kernel/interface";
import { and, equal, ite, not, or, type Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { doneByNotification, listenerOf } from "./binding.js";
import { SIGNALLED, THREAD } from "./fields.js";
import { answered, done } from "./message.js";
import { append, endpointQueue, headOf, isNobodyIn, notificationQueue, remove } from "./queue.js";
import { schedule } from "./schedule.js";
import type { State } from "./state.js";
import { object, objectRefusals, perform, type SystemCall } from "./system-call.js";
import { isIn, wake } from "./thread.js";

const ZERO = number64(0);

/**
 * Bits are signalled: to the first who waits, or to who listens if it receives; or they are kept
 * until somebody takes them.
 */
export const raise = (state: State, notification: Term, bits: Term): State =>
  state.routine({ name: "raise", parameters: [notification, bits] }, (before) =>
    raised(before, notification, bits),
  );

/** A thread that waits at a notification has what it was waiting for. */
export const awakenWaiting = (state: State, thread: Term, word: Term, notification: Term): State =>
  state.routine({ name: "awakenWaiting", parameters: [thread, word, notification] }, (before) =>
    wake(answered(remove(before, notificationQueue(notification), thread), thread, word), thread),
  );

/** The same of one that receives. */
export const awakenReceiving = (state: State, thread: Term, word: Term, endpoint: Term): State =>
  state.routine({ name: "awakenReceiving", parameters: [thread, word, endpoint] }, (before) =>
    wake(answered(remove(before, endpointQueue(endpoint), thread), thread, word), thread),
  );

function raised(state: State, notification: Term, bits: Term): State {
  const queue = notificationQueue(notification);
  const isAwaited = not(isNobodyIn(state, queue));
  const first = headOf(state, queue);
  const listener = listenerOf(state, notification);
  const listens = and(not(equal(listener, ZERO)), isIn(state, listener, numbers.RECEIVING));
  const endpoint = state.get(THREAD.queue, listener);
  const kept = or(state.get(SIGNALLED, notification), bits);
  return state
    .if(isAwaited, (now) => awakenWaiting(now, first, done(bits), notification))
    .if(and(not(isAwaited), listens), (now) =>
      awakenReceiving(now, listener, doneByNotification(bits), endpoint),
    )
    .if(not(or(isAwaited, listens)), (later) => later.with(SIGNALLED, [notification], kept));
}

/** `signal(notification)`: sets the bits of the capability's badge. Needs WRITE. */
export const signal: SystemCall = (state, [slot]) => {
  const notification = object(state, slot);
  return perform(state, {
    refusals: objectRefusals(state, notification, numbers.NOTIFICATION, numbers.WRITE, 0),
    invoke: (before) => raise(before, notification.page, notification.badge),
  });
};

/** The bits are taken, and are the answer. */
const taken = (state: State, notification: Term): State =>
  state.with(SIGNALLED, [notification], ZERO);

/** `wait(notification)`: takes the bits, and waits until there are any. Needs READ. */
export const wait: SystemCall = (state, [slot]) => {
  const notification = object(state, slot);
  const { page } = notification;
  const isSignalled = not(equal(state.get(SIGNALLED, page), ZERO));
  const waits = (before: State) =>
    append(
      before.with(THREAD.state, [state.current], number64(numbers.WAITING)),
      notificationQueue(page),
      state.current,
    );
  return perform(state, {
    refusals: objectRefusals(state, notification, numbers.NOTIFICATION, numbers.READ, 0),
    invoke: (before) =>
      before.either(
        isSignalled,
        (now) => taken(now, page),
        (later) => schedule(waits(later)),
      ),
    answer: done(state.get(SIGNALLED, page)),
    isLater: not(isSignalled),
  });
};

/** `poll(notification)`: takes the bits; NOTHING if there are none. Needs READ. */
export const poll: SystemCall = (state, [slot]) => {
  const notification = object(state, slot);
  const isSignalled = not(equal(state.get(SIGNALLED, notification.page), ZERO));
  return perform(state, {
    refusals: objectRefusals(state, notification, numbers.NOTIFICATION, numbers.READ, 0),
    invoke: (before) => before.if(isSignalled, (now) => taken(now, notification.page)),
    answer: ite(
      isSignalled,
      done(state.get(SIGNALLED, notification.page)),
      number64(numbers.NOTHING),
    ),
  });
};
