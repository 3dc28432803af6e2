/** Replies: `spec/src/kernel/reply.ts` says what each call does. */
import { DONE, ENDPOINT, NOTHING, READ, RECEIVING, SENDING } from "../src/interface";
import { isListener, takeSignalled } from "./binding";
import { objectOf, pageOf, targetIn } from "./capability";
import { firstAt, receiveAt, take } from "./endpoint";
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
import { objectAt, pageAt } from "./page-info";
import { append, beginReceiving, headOf } from "./queue";
import { current, handOver, setState, wake } from "./schedule";
import { find, isPlain, isRefused, ownSlot } from "./system-call";
import { callerOf, endCall, part } from "./thread";

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
  const caller = callerOf(server);
  if (isPlain(server, at, ENDPOINT, READ) && mayJustReply(server, caller, slots)) {
    const queue = objectOf(targetIn(at));
    if (headOf(queue) == 0) {
      accept(server, slots);
      endCall(caller);
      say(caller, label, word0, word1, word2, word3, word4, word5);
      answer(caller, DONE);
      beginReceiving(queue, pageAt(queue), server);
      setState(server, RECEIVING);
      handOver(caller);
      return;
    }
  }
  replyReceiveAnyhow(slots, label, word0, word1, word2, word3, word4, word5);
}

/** Whether somebody called who has not faulted, nothing goes with the reply, and no bits come first. */
export function mayJustReply(server: u32, caller: u32, slots: u64): bool {
  return caller != 0 && !isFaulted(caller) && grantIn(slots) == 0 && !isListener(server);
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
  const found = find(endpointIn(slots), ENDPOINT, READ);
  if (isRefused(found)) {
    refuse(found);
    return;
  }
  accept(current(), slots);
  const caller = callerOf(current());
  if (caller == 0) {
    receiveAt(pageOf(found));
    return;
  }
  giveReply(caller, slots, label, word0, word1, word2, word3, word4, word5);
  receiveAfter(pageOf(found), caller);
}

/** Who was replied to goes on, and the running thread takes what there is, bits first, or waits. */
function receiveAfter(endpoint: u32, caller: u32): void {
  if (takeSignalled()) {
    wake(caller);
    return;
  }
  const queue = objectAt(endpoint);
  const sender = firstAt(queue, SENDING);
  if (sender != 0) {
    take(sender, endpoint);
    wake(caller);
    return;
  }
  append(queue, endpoint, current());
  setState(current(), RECEIVING);
  handOver(caller);
}
