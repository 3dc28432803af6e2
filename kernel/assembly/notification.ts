/** Notifications: `spec/src/kernel/notification.ts` says what each call does. */
import { DONE, NOTHING, NOTIFICATION, READ, WAITING, WRITE } from "../src/interface";
import { NOTIFICATION_BITS } from "../src/layout";
import { answer, setBadge } from "./message";
import { objectAt } from "./page-info";
import { append, headOf, remove } from "./queue";
import { current, schedule, setState, wake } from "./schedule";
import { find, foundBadge, LATER, object } from "./system-call";

function signalled(notification: u32): u64 {
  return load<u64>(objectAt(notification) + NOTIFICATION_BITS);
}

function setSignalled(notification: u32, bits: u64): void {
  store<u64>(objectAt(notification) + NOTIFICATION_BITS, bits);
}

export function signal(slot: u64): u32 {
  const refusal = find(slot, NOTIFICATION, WRITE);
  if (refusal != DONE) return refusal;
  const queue = objectAt(object());
  const first = headOf(queue);
  if (first == 0) {
    setSignalled(object(), signalled(object()) | foundBadge);
    return DONE;
  }
  remove(queue, first);
  setBadge(first, foundBadge);
  answer(first, DONE);
  wake(first);
  return DONE;
}

/** The running thread takes the bits. */
function take(notification: u32): void {
  setBadge(current(), signalled(notification));
  setSignalled(notification, 0);
}

export function wait(slot: u64): u32 {
  const refusal = find(slot, NOTIFICATION, READ);
  if (refusal != DONE) return refusal;
  if (signalled(object()) != 0) {
    take(object());
    return DONE;
  }
  append(objectAt(object()), object(), current());
  setState(current(), WAITING);
  schedule();
  return LATER;
}

export function poll(slot: u64): u32 {
  const refusal = find(slot, NOTIFICATION, READ);
  if (refusal != DONE) return refusal;
  if (signalled(object()) == 0) return NOTHING;
  take(object());
  return DONE;
}
