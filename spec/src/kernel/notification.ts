/** Notifications: bits that are set by who signals and taken by who waits. Nobody waits to signal. */
import * as numbers from "@ashlar/kernel/interface";
import { equal, ite, not, or, type Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { REGISTER, SIGNALLED, THREAD } from "./fields.js";
import { answered } from "./message.js";
import { append, headOf, isNobodyIn, notificationQueue, remove } from "./queue.js";
import { schedule } from "./schedule.js";
import type { State } from "./state.js";
import { object, objectRefusals, perform, type SystemCall } from "./system-call.js";
import { wake } from "./thread.js";

const ZERO = number64(0);

const given = (state: State, thread: Term, bits: Term): State =>
  state.with(REGISTER, [thread, number64(numbers.BADGE)], bits);

/** `signal(notification)`: sets the bits of the capability's badge. Needs WRITE. */
export const signal: SystemCall = (state, [slot]) => {
  const notification = object(state, slot);
  const { page, badge } = notification;
  const queue = notificationQueue(page);
  const isAwaited = not(isNobodyIn(state, queue));
  const first = headOf(state, queue);
  return perform(state, {
    refusals: objectRefusals(state, notification, numbers.NOTIFICATION, numbers.WRITE),
    invoke: (before) =>
      before
        .if(isAwaited, (now) =>
          wake(
            answered(given(remove(now, queue, first), first, badge), first, numbers.DONE),
            first,
          ),
        )
        .if(not(isAwaited), (later) =>
          later.with(SIGNALLED, [page], or(state.get(SIGNALLED, page), badge)),
        ),
  });
};

const taken = (state: State, notification: Term): State =>
  given(state, state.current, state.get(SIGNALLED, notification)).with(
    SIGNALLED,
    [notification],
    ZERO,
  );

/** `wait(notification)`: takes the bits, and waits until there are any. Needs READ. */
export const wait: SystemCall = (state, [slot]) => {
  const notification = object(state, slot);
  const { page } = notification;
  const isSignalled = not(equal(state.get(SIGNALLED, page), ZERO));
  const waits = (before: State) =>
    append(before, notificationQueue(page), state.current).with(
      THREAD.state,
      [state.current],
      number64(numbers.WAITING),
    );
  return perform(state, {
    refusals: objectRefusals(state, notification, numbers.NOTIFICATION, numbers.READ),
    invoke: (before) =>
      before
        .if(isSignalled, (now) => taken(now, page))
        .if(not(isSignalled), (later) => schedule(waits(later))),
    isLater: not(isSignalled),
  });
};

/** `poll(notification)`: takes the bits; NOTHING if there are none. Needs READ. */
export const poll: SystemCall = (state, [slot]) => {
  const notification = object(state, slot);
  const isSignalled = not(equal(state.get(SIGNALLED, notification.page), ZERO));
  return perform(state, {
    refusals: objectRefusals(state, notification, numbers.NOTIFICATION, numbers.READ),
    invoke: (before) => before.if(isSignalled, (now) => taken(now, notification.page)),
    answer: ite(isSignalled, number64(numbers.DONE), number64(numbers.NOTHING)),
  });
};
