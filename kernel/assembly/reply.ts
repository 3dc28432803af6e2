/** Replies: `spec/src/kernel/reply.ts` says what each call does. */
import { DONE, ENDPOINT, NOTHING, READ, RECEIVING, SENDING } from "../src/interface";
import { isListener, takeSignalled } from "./binding";
import { objectOf, targetIn } from "./capability";
import { firstAt, take } from "./endpoint";
import {
  accept,
  answer,
  endpointIn,
  give,
  grantIn,
  isFaulted,
  refuse,
  say,
  setFaulted,
} from "./message";
import { pageAt } from "./page-info";
import { append, beginReceiving, headOf } from "./queue";
import { current, handOver, schedule, setState, wake } from "./schedule";
import { findAnyhow, isPlain, isRefused, ownSlot } from "./system-call";
import { callerOf, endCall, part, serveNobody } from "./thread";

/** Who called is given the reply. One that has faulted goes on with its registers as they were. */
function giveReply(
  caller: u32,
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  part(caller, current());
  if (isFaulted(caller)) {
    setFaulted(caller, false);
    return;
  }
  say(caller, label, word0, word1, word2, word3, word4, word5);
  answer(caller, DONE);
  give(current(), grantIn(slots), caller);
}

export function reply(
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const caller = callerOf(current());
  if (caller == 0) {
    answer(current(), NOTHING);
    return;
  }
  giveReply(caller, slots, label, word0, word1, word2, word3, word4, word5);
  answer(current(), DONE);
  wake(caller);
}

export function replyReceive(
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const server = current();
  const at = ownSlot(server, <u32>endpointIn(slots));
  if (isPlain(server, at, ENDPOINT, READ))
    replyReceiveAt(targetIn(at), server, slots, label, word0, word1, word2, word3, word4, word5);
  else replyReceiveAnyhow(slots, label, word0, word1, word2, word3, word4, word5);
}

/** The same where something is unusual: so the usual case calls nothing. */
function replyReceiveAnyhow(
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const found = findAnyhow(endpointIn(slots), ENDPOINT, READ);
  if (isRefused(found)) refuse(found);
  else
    replyReceiveAt(<u32>found, current(), slots, label, word0, word1, word2, word3, word4, word5);
}

function replyReceiveAt(
  endpoint: u32,
  server: u32,
  slots: u64,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const caller = callerOf(server);
  accept(server, slots);
  if (caller == 0) {
    receiveAnyhow(endpoint, 0);
    return;
  }
  endCall(caller);
  if (isFaulted(caller)) {
    forgiveAndReceive(endpoint, caller);
    return;
  }
  say(caller, label, word0, word1, word2, word3, word4, word5);
  answer(caller, DONE);
  if (grantIn(slots) != 0) giveAndReceive(endpoint, slots, caller);
  else receiveNext(endpoint, server, caller);
}

function forgiveAndReceive(endpoint: u32, caller: u32): void {
  setFaulted(caller, false);
  receiveAnyhow(endpoint, caller);
}

function giveAndReceive(endpoint: u32, slots: u64, caller: u32): void {
  give(current(), grantIn(slots), caller);
  receiveAnyhow(endpoint, caller);
}

function receiveAnyhow(endpoint: u32, caller: u32): void {
  receiveNext(endpoint, current(), caller);
}

/** A server receives; who was replied to, if anybody was, goes on. */
function receiveNext(endpoint: u32, server: u32, caller: u32): void {
  if (isListener(server)) listenAndReceive(endpoint, caller);
  else receiveAt(endpoint, server, caller);
}

function listenAndReceive(endpoint: u32, caller: u32): void {
  serveNobody(current());
  if (!takeSignalled()) receiveAt(endpoint, current(), caller);
  else if (caller != 0) wake(caller);
}

function receiveAt(endpoint: u32, server: u32, caller: u32): void {
  const queue = objectOf(endpoint);
  if (headOf(queue) != 0) {
    receiveAmong(queue, caller);
    return;
  }
  beginReceiving(queue, pageAt(queue), server);
  awaitMessage(server, caller);
}

/** The same where others wait, to send or to receive. */
function receiveAmong(queue: u32, caller: u32): void {
  serveNobody(current());
  const sender = firstAt(queue, SENDING);
  if (sender != 0) {
    take(sender, pageAt(queue));
    if (caller != 0) wake(caller);
    return;
  }
  append(queue, pageAt(queue), current());
  awaitMessage(current(), caller);
}

/** A server in an endpoint's queue receives, and blocks: who was replied to may run. */
function awaitMessage(server: u32, caller: u32): void {
  setState(server, RECEIVING);
  if (caller == 0) schedule();
  else handOver(caller);
}
