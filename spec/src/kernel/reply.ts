/**
 * Replies: who calls waits for one, which only whom it called can give, once. A server replies before
 * it receives the next message; it may do both at once.
 */
import * as numbers from "@ashlar/kernel/interface";
import { equal, not, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "../number.js";
import { isSignalled, takeSignalled } from "./binding.js";
import {
  callerOf,
  firstOf,
  isFirst,
  receiveAt,
  receiverRefusals,
  take,
  waitAt,
} from "./endpoint.js";
import { accepting, answered, giveReply, said, slotOf } from "./message.js";
import { handOver } from "./schedule.js";
import type { State } from "./state.js";
import { object, perform, type SystemCall } from "./system-call.js";
import { wake } from "./thread.js";

const ZERO = number64(0);
const [DONE, RECEIVING] = [number64(numbers.DONE), number64(numbers.RECEIVING)];

/** `reply(-, label, words…)`: answers who called; NOTHING if nobody did. */
export const reply: SystemCall = (state, registers) => {
  const caller = callerOf(state);
  return perform(state, {
    refusals: [[equal(caller, ZERO), numbers.NOTHING]],
    invoke: (before) => {
      const replied = giveReply(before, caller, said(state, registers, ZERO, TRUE));
      return wake(answered(replied, state.current, DONE), caller);
    },
    isLater: TRUE,
  });
};

/** Who was replied to goes on, and the running thread takes what there is, bits first, or waits. */
export const receiveAfter = (state: State, endpoint: Term, caller: Term): State =>
  state.routine({ name: "receiveAfter", parameters: [endpoint, caller] }, (before) =>
    before.either(
      isSignalled(before, before.current),
      (now) => wake(takeSignalled(now), caller),
      (quiet) => receiveMessage(quiet, endpoint, caller),
    ),
  );

const receiveMessage = (state: State, endpoint: Term, caller: Term): State =>
  state.either(
    isFirst(state, endpoint, numbers.SENDING),
    (now) => wake(take(now, firstOf(now, endpoint), endpoint, caller), caller),
    (later) => handOver(waitAt(later, endpoint, RECEIVING), caller),
  );

/**
 * `replyReceive(endpoint, label, words…)`: answers who called, if anybody did, and waits for the
 * next who sends. If it has to wait, who called runs at once. Needs READ.
 */
export const replyReceive: SystemCall = (state, registers) => {
  const endpoint = object(state, slotOf(registers));
  const { page } = endpoint;
  const caller = callerOf(state);
  const reply = said(state, registers, ZERO, TRUE);
  return perform(state, {
    refusals: receiverRefusals(state, endpoint),
    invoke: (before) =>
      accepting(before, registers).either(
        not(equal(caller, ZERO)),
        (called) => receiveAfter(giveReply(called, caller, reply), page, caller),
        (free) => receiveAt(free, page),
      ),
    isLater: TRUE,
  });
};
