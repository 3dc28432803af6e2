/** Notifications: `spec/src/kernel/notification.ts` says what each call does. */
import {
  DONE,
  FROM_NOTIFICATION_BIT,
  NOTHING,
  NOTIFICATION,
  READ,
  RECEIVING,
  WAITING,
  WRITE,
} from "../src/interface";
import { NOTIFICATION_BITS } from "../src/layout";
import { listenerOf } from "./binding";
import { badgeOf, pageOf } from "./capability";
import { answer, done, refuse } from "./message";
import { objectAt } from "./page-info";
import { append, headOf, remove } from "./queue";
import { current, schedule, setState, stateOf, wake } from "./schedule";
import { find, isRefused, refusalOf } from "./system-call";
import { queueOf } from "./thread";

export function signalled(notification: u32): u32 {
  return load<u32>(objectAt(notification) + NOTIFICATION_BITS);
}

function setSignalled(notification: u32, bits: u32): void {
  store<u32>(objectAt(notification) + NOTIFICATION_BITS, bits);
}

/** Bits are signalled: to the first who waits, or to who listens if it receives, or else kept. */
export function raise(notification: u32, bits: u32): void {
  const first = headOf(objectAt(notification));
  if (first != 0) {
    awaken(first, done(bits));
    return;
  }
  const listener = listenerOf(notification);
  if (listener != 0 && stateOf(listener) == RECEIVING)
    awaken(listener, done(bits) | (1 << FROM_NOTIFICATION_BIT));
  else setSignalled(notification, signalled(notification) | bits);
}

/** A thread has what it was waiting for. */
function awaken(thread: u32, word: u64): void {
  remove(queueOf(thread), thread);
  answer(thread, word);
  wake(thread);
}

export function signal(slot: u64): u64 {
  const found = find(slot, NOTIFICATION, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  raise(pageOf(found), badgeOf(found));
  return DONE;
}

/** The bits are taken, and are the answer. */
export function taken(notification: u32): u64 {
  const bits = signalled(notification);
  setSignalled(notification, 0);
  return done(bits);
}

/** It answers by itself, or later. */
export function wait(slot: u64): void {
  const found = find(slot, NOTIFICATION, READ);
  if (isRefused(found)) {
    refuse(found);
    return;
  }
  const notification = pageOf(found);
  if (signalled(notification) != 0) {
    answer(current(), taken(notification));
    return;
  }
  append(objectAt(notification), notification, current());
  setState(current(), WAITING);
  schedule();
}

export function poll(slot: u64): u64 {
  const found = find(slot, NOTIFICATION, READ);
  if (isRefused(found)) return refusalOf(found, 0);
  const notification = pageOf(found);
  return signalled(notification) == 0 ? <u64>NOTHING : taken(notification);
}
