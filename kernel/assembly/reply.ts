/** Replies: `spec/src/kernel/endpoint.ts` says what each call does. */
import { DONE, ENDPOINT, NOTHING, READ, RECEIVING, SENDING } from "../src/interface";
import { isListener, takeSignalled } from "./binding";
import { objectOf } from "./capability";
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
import { append } from "./queue";
import { current, handOver, schedule, setState, wake } from "./schedule";
import { findAnyhow, findPlainly, isRefused } from "./system-call";
import { callerOf, part } from "./thread";

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
  const found = findPlainly(server, endpointIn(slots), ENDPOINT, READ);
  if (isRefused(found)) replyReceiveAnyhow(slots, label, word0, word1, word2, word3, word4, word5);
  else replyReceiveAt(found, server, slots, label, word0, word1, word2, word3, word4, word5);
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
  else replyReceiveAt(found, current(), slots, label, word0, word1, word2, word3, word4, word5);
}

function replyReceiveAt(
  found: u64,
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
  if (caller != 0) {
    part(caller, server);
    if (isFaulted(caller)) {
      setFaulted(caller, false);
    } else {
      say(caller, label, word0, word1, word2, word3, word4, word5);
      answer(caller, DONE);
      if (grantIn(slots) != 0) {
        giveAndReceive(found, slots, caller);
        return;
      }
    }
  }
  receiveNext(found, server, caller);
}

function giveAndReceive(found: u64, slots: u64, caller: u32): void {
  give(current(), grantIn(slots), caller);
  receiveNext(found, current(), caller);
}

/** A server receives; who was replied to, if anybody was, goes on. */
function receiveNext(found: u64, server: u32, caller: u32): void {
  if (isListener(server)) listenAndReceive(found, server, caller);
  else receiveAt(found, server, caller);
}

function listenAndReceive(found: u64, server: u32, caller: u32): void {
  if (!takeSignalled()) receiveAt(found, server, caller);
  else if (caller != 0) wake(caller);
}

function receiveAt(found: u64, server: u32, caller: u32): void {
  const queue = objectOf(found);
  const sender = firstAt(queue, SENDING);
  if (sender != 0) {
    take(sender, queue, caller);
    return;
  }
  append(queue, pageAt(queue), server);
  setState(server, RECEIVING);
  if (caller == 0) schedule();
  else handOver(caller);
}
