/**
 * Replies: who calls waits for one, which only whom it called can give, once. A server replies before
 * it receives the next message; it may do both at once.
 */
import * as numbers from "@ashlar/kernel/interface";
import { and, equal, not, TRUE } from "@ashlar/logic";
import { number64 } from "../number.js";
import { callerOf, isAnything, receiverRefusals, takeFirst, waitAt } from "./endpoint.js";
import { accepting, answered, giveReply, said, slotOf } from "./message.js";
import { handOver, schedule } from "./schedule.js";
import type { State } from "./state.js";
import { type Decoded, object, perform, type SystemCall } from "./system-call.js";
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

/**
 * `replyReceive(endpoint, label, words…)`: answers who called, if anybody did, and waits for the
 * next who sends. If it has to wait, who called runs at once. Needs READ.
 */
export const replyReceive: SystemCall = (state, registers) => {
  const endpoint = object(state, slotOf(registers));
  const { page } = endpoint;
  const caller = callerOf(state);
  const isCalled = not(equal(caller, ZERO));
  const isFound = isAnything(state, page);
  const waits = (before: State) => waitAt(before, page, RECEIVING);
  const decoded: Decoded = {
    refusals: receiverRefusals(state, endpoint),
    invoke: (before) => {
      const replied = accepting(before, registers).if(isCalled, (called) =>
        giveReply(called, caller, said(state, registers, ZERO, TRUE)),
      );
      return replied
        .if(and(isFound, isCalled), (now) => wake(takeFirst(now, page), caller))
        .if(and(isFound, not(isCalled)), (now) => takeFirst(now, page))
        .if(and(not(isFound), isCalled), (later) => handOver(waits(later), caller))
        .if(and(not(isFound), not(isCalled)), (later) => schedule(waits(later)));
    },
    isLater: TRUE,
  };
  return perform(state, decoded);
};
