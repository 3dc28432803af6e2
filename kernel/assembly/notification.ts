/** Notifications: `spec/src/kernel/notification.ts` says what each call does. */
import { DONE, NOTHING, NOTIFICATION, READ, WAITING, WRITE } from "../src/interface";
import { NOTIFICATION_BITS } from "../src/layout";
import { badgeOf, pageOf } from "./capability";
import { answer, done } from "./message";
import { objectAt } from "./page-info";
import { append, headOf, remove } from "./queue";
import { current, schedule, setState, wake } from "./schedule";
import { find, isRefused, LATER, refusalOf } from "./system-call";

function signalled(notification: u32): u32 {
  return load<u32>(objectAt(notification) + NOTIFICATION_BITS);
}

function setSignalled(notification: u32, bits: u32): void {
  store<u32>(objectAt(notification) + NOTIFICATION_BITS, bits);
}

export function signal(slot: u64): u64 {
  const found = find(slot, NOTIFICATION, WRITE);
  if (isRefused(found)) return refusalOf(found);
  const notification = pageOf(found);
  const queue = objectAt(notification);
  const first = headOf(queue);
  if (first == 0) {
    setSignalled(notification, signalled(notification) | badgeOf(found));
    return DONE;
  }
  remove(queue, first);
  answer(first, done(badgeOf(found)));
  wake(first);
  return DONE;
}

/** The bits are taken, and are the answer. */
function take(notification: u32): u64 {
  const bits = signalled(notification);
  setSignalled(notification, 0);
  return done(bits);
}

export function wait(slot: u64): u64 {
  const found = find(slot, NOTIFICATION, READ);
  if (isRefused(found)) return refusalOf(found);
  const notification = pageOf(found);
  if (signalled(notification) != 0) return take(notification);
  append(objectAt(notification), notification, current());
  setState(current(), WAITING);
  schedule();
  return LATER;
}

export function poll(slot: u64): u64 {
  const found = find(slot, NOTIFICATION, READ);
  if (isRefused(found)) return refusalOf(found);
  const notification = pageOf(found);
  return signalled(notification) == 0 ? <u64>NOTHING : take(notification);
}
