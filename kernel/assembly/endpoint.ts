/**
 * Endpoints: `spec/src/kernel/endpoint.ts` says what each call does. Each writes its answer itself,
 * to whom it is for.
 */
import { DONE, ENDPOINT, IN_USE, NOTHING, READ, RECEIVING, SENDING, WRITE } from "../src/interface";
import { THREAD_IS_CALL } from "../src/layout";
import { takeSignalled } from "./binding";
import { badgeIn, badgeOf, objectOf, pageOf, targetIn } from "./capability";
import {
  accept,
  answer,
  deliverHeld,
  done,
  endpointIn,
  give,
  grantBy,
  grantIn,
  hold,
  refuse,
  say,
} from "./message";
import { objectAt, pageAt } from "./page-info";
import { append, end, headOf, remove } from "./queue";
import { current, handOver, schedule, setState, stateOf, wake } from "./schedule";
import { find, isPlain, isRefused, ownSlot } from "./system-call";
import { callerOf, receivesAlone, waitForReply } from "./thread";

/** The first who waits in an endpoint's queue, if that is what it does; otherwise 0. */
export function firstAt(queue: u32, what: u32): u32 {
  const thread = headOf(queue);
  return thread != 0 && stateOf(thread) == what ? thread : 0;
}

/** The running thread waits at an endpoint, and who is next runs. */
export function blockAt(endpoint: u32, what: u32): void {
  append(objectAt(endpoint), endpoint, current());
  setState(current(), what);
  schedule();
}

/** The running thread, which has said what it says to itself, waits for a receiver. */
function waitToSend(endpoint: u32, badge: u32, slots: u64, isCall: bool): void {
  hold(endpoint, badge, slots);
  store<u8>(objectAt(current()) + THREAD_IS_CALL, isCall);
  blockAt(pageAt(objectOf(endpoint)), SENDING);
}

/** A receiver that was told something is told by whom, and given what goes with it. */
function deliver(receiver: u32, found: u64, slots: u64): void {
  remove(objectAt(pageOf(found)), receiver);
  answer(receiver, done(badgeOf(found)));
  give(current(), grantBy(<u32>found, slots), receiver);
}

export function send(
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const found = find(endpointIn(slots), ENDPOINT, WRITE);
  if (isRefused(found)) {
    refuse(found);
    return;
  }
  const receiver = firstAt(objectOf(<u32>found), RECEIVING);
  say(receiver == 0 ? current() : receiver, label, word0, word1, word2, word3, word4, word5);
  if (receiver == 0) {
    waitToSend(<u32>found, badgeOf(found), slots, false);
    return;
  }
  deliver(receiver, found, slots);
  answer(current(), DONE);
  wake(receiver);
}

export function nonblockingSend(
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const found = find(endpointIn(slots), ENDPOINT, WRITE);
  if (isRefused(found)) {
    refuse(found);
    return;
  }
  answer(current(), DONE);
  const receiver = firstAt(objectOf(<u32>found), RECEIVING);
  if (receiver == 0) return;
  say(receiver, label, word0, word1, word2, word3, word4, word5);
  deliver(receiver, found, slots);
  wake(receiver);
}

export function call(
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const caller = current();
  const at = ownSlot(caller, <u32>endpointIn(slots));
  if (isPlain(caller, at, ENDPOINT, WRITE) && grantIn(slots) == 0) {
    const queue = objectOf(targetIn(at));
    const server = headOf(queue);
    // If nobody waits it is page 0, which is all zero: that does not receive.
    if (receivesAlone(server)) {
      accept(caller, slots);
      say(server, label, word0, word1, word2, word3, word4, word5);
      end(queue, server);
      answer(server, done(badgeIn(at)));
      waitForReply(caller, server);
      handOver(server);
      return;
    }
  }
  callAnyhow(slots, label, word0, word1, word2, word3, word4, word5);
}

/** The same where something may be unusual: so the usual case calls nothing. */
function callAnyhow(
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const found = find(endpointIn(slots), ENDPOINT, WRITE);
  if (isRefused(found)) {
    refuse(found);
    return;
  }
  const caller = current();
  accept(caller, slots);
  const server = firstAt(objectOf(<u32>found), RECEIVING);
  say(server == 0 ? caller : server, label, word0, word1, word2, word3, word4, word5);
  if (server == 0) {
    waitToSend(<u32>found, badgeOf(found), slots, true);
    return;
  }
  deliver(server, found, slots);
  waitForReply(caller, server);
  handOver(server);
}

/** The running thread takes what the first who sends at an endpoint has kept. */
export function take(sender: u32, endpoint: u32): void {
  remove(objectAt(endpoint), sender);
  deliverHeld(current(), sender);
  if (load<u8>(objectAt(sender) + THREAD_IS_CALL) == 1) {
    waitForReply(sender, current());
  } else {
    answer(sender, DONE);
    wake(sender);
  }
}

/** Whether the running thread may receive at an endpoint, as it was found; if not it is told why. */
function mayReceive(found: u64): bool {
  if (isRefused(found)) {
    refuse(found);
    return false;
  }
  const mustReplyFirst = callerOf(current()) != 0;
  if (mustReplyFirst) answer(current(), IN_USE);
  return !mustReplyFirst;
}

export function receive(slots: u64): void {
  const found = find(endpointIn(slots), ENDPOINT, READ);
  if (!mayReceive(found)) return;
  accept(current(), slots);
  receiveAt(pageOf(found));
}

/** The running thread takes what there is at an endpoint, bits first, or waits for it. */
export function receiveAt(endpoint: u32): void {
  if (takeSignalled()) return;
  const sender = firstAt(objectAt(endpoint), SENDING);
  if (sender == 0) {
    blockAt(endpoint, RECEIVING);
    return;
  }
  take(sender, endpoint);
}

export function nonblockingReceive(slots: u64): void {
  const found = find(endpointIn(slots), ENDPOINT, READ);
  if (!mayReceive(found)) return;
  accept(current(), slots);
  if (takeSignalled()) return;
  const sender = firstAt(objectOf(<u32>found), SENDING);
  if (sender == 0) answer(current(), NOTHING);
  else take(sender, pageOf(found));
}
