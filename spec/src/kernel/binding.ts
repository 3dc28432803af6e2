/**
 * Bindings: a thread that serves an endpoint listens to one notification too; so a driver waits for
 * its clients and for its device at the same place. A binding holds while each names the other, so a
 * new one ends those before, and so does the end of either.
 */
import * as numbers from "@ashlar/kernel/interface";
import { all, and, equal, ite, not, or, type Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { isLive } from "./capability.js";
import { GENERATION, LISTENER, LISTENS, SIGNALLED } from "./fields.js";
import { answered, done } from "./message.js";
import type { State } from "./state.js";
import {
  directRefusals,
  named,
  object,
  objectRefusals,
  perform,
  type SystemCall,
} from "./system-call.js";
import { isIn } from "./thread.js";
import { referenceIn, withReference } from "./weak-reference.js";

const ZERO = number64(0);
const FROM_NOTIFICATION = number64(1n << BigInt(numbers.FROM_NOTIFICATION_BIT));

/** That it is done, and the bits come from the notification to which a thread listens. */
export const doneByNotification = (bits: Term) => or(done(bits), FROM_NOTIFICATION);

/** Whether a thread and a notification, which both are there, name each other. */
function areBound(state: State, thread: Term, notification: Term): Term {
  const one = referenceIn(state, LISTENS, thread);
  const other = referenceIn(state, LISTENER, notification);
  return all([
    isLive(state, one),
    isLive(state, other),
    equal(one.page, notification),
    equal(other.page, thread),
  ]);
}

/** Who listens to a notification; 0: nobody. */
export function listenerOf(state: State, notification: Term): Term {
  const thread = state.get(LISTENER.page, notification);
  return ite(areBound(state, thread, notification), thread, ZERO);
}

/** To what a thread listens; 0: nothing. */
export function notificationOf(state: State, thread: Term): Term {
  const notification = state.get(LISTENS.page, thread);
  return ite(areBound(state, thread, notification), notification, ZERO);
}

/** Whether bits were signalled that a thread listens to and has not seen yet. */
export function isSignalled(state: State, thread: Term): Term {
  const notification = notificationOf(state, thread);
  return and(not(equal(notification, ZERO)), not(equal(state.get(SIGNALLED, notification), ZERO)));
}

/** The running thread, which receives, takes these bits instead of a message. */
export function takeSignalled(state: State): State {
  const notification = notificationOf(state, state.current);
  const bits = state.get(SIGNALLED, notification);
  return answered(
    state.with(SIGNALLED, [notification], ZERO),
    state.current,
    doneByNotification(bits),
  );
}

/**
 * `threadBindNotification(thread, notification)`: when the thread receives it takes what is
 * signalled there too. Not while it receives. Needs WRITE for the thread and READ for the
 * notification, and no Indirection before that.
 */
export const bindNotification: SystemCall = (state, [slot, notificationSlot]) => {
  const [thread, notification] = [object(state, slot), named(state, notificationSlot)];
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.WRITE, 0),
      ...directRefusals(state, notification, numbers.NOTIFICATION, numbers.READ, 1),
      [isIn(state, thread.page, numbers.RECEIVING), numbers.IN_USE, 0],
    ],
    invoke: (before) => {
      const listener = { page: thread.page, generation: state.get(GENERATION, thread.page) };
      const listening = withReference(before, LISTENS, thread.page, notification);
      return withReference(listening, LISTENER, notification.page, listener);
    },
  });
};
