/** Replies: `spec/src/kernel/endpoint.ts` says what each call does. */
import { DONE, ENDPOINT, NOTHING, READ, RECEIVING, SENDING } from "../src/interface";
import { takeSignalled } from "./binding";
import { pageOf } from "./capability";
import { firstAt, take, waitAt } from "./endpoint";
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
import { current, handOver, schedule, wake } from "./schedule";
import { find, isRefused } from "./system-call";
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
  const found = find(endpointIn(slots), ENDPOINT, READ);
  if (isRefused(found)) {
    refuse(found);
    return;
  }
  const caller = callerOf(current());
  accept(slots);
  if (caller != 0) giveReply(caller, slots, label, word0, word1, word2, word3, word4, word5);
  const endpoint = pageOf(found);
  if (!takeSignalled()) {
    const sender = firstAt(endpoint, SENDING);
    if (sender == 0) {
      receiveNext(caller, endpoint);
      return;
    }
    take(sender, endpoint);
  }
  if (caller != 0) wake(caller);
}

/** Waits, and hands over to who was replied to, if anybody was. */
function receiveNext(caller: u32, endpoint: u32): void {
  waitAt(endpoint, RECEIVING);
  if (caller == 0) schedule();
  else handOver(caller);
}
