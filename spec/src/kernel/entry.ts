/** The kernel's entry points: all system calls, by number, the timer's interrupt, and faults. */
import * as numbers from "@ashlar/kernel/interface";
import { FALSE, not } from "@ashlar/logic";
import { number64 } from "../number.js";
import * as cnode from "./cnode.js";
import * as endpoint from "./endpoint.js";
import { REGISTER } from "./fields.js";
import * as indirection from "./indirection.js";
import * as notification from "./notification.js";
import { yieldTurn } from "./schedule.js";
import type { State } from "./state.js";
import type { Arguments, Outcome, SystemCall } from "./system-call.js";
import { perform } from "./system-call.js";
import * as thread from "./thread.js";
import * as untyped from "./untyped.js";

/** `yield()`: the next thread of this priority, if there is one, runs first. */
const yielding: SystemCall = (state) => perform(state, { refusals: [], invoke: yieldTurn });

export const SYSTEM_CALLS: readonly { readonly name: string; readonly call: SystemCall }[] = [
  { name: "untypedRetype", call: untyped.retype },
  { name: "untypedReclaim", call: untyped.reclaim },
  { name: "cnodeCopy", call: cnode.copy },
  { name: "cnodeMint", call: cnode.mint },
  { name: "cnodeMove", call: cnode.move },
  { name: "cnodeDelete", call: cnode.remove },
  { name: "indirectionCreate", call: indirection.create },
  { name: "indirectionInvalidate", call: indirection.invalidate },
  { name: "threadConfigure", call: thread.configure },
  { name: "threadResume", call: thread.resume },
  { name: "threadSuspend", call: thread.suspend },
  { name: "threadSetPriority", call: thread.setPriority },
  { name: "threadSetDomain", call: thread.setDomain },
  { name: "send", call: endpoint.send },
  { name: "nonblockingSend", call: endpoint.nonblockingSend },
  { name: "call", call: endpoint.call },
  { name: "receive", call: endpoint.receive },
  { name: "nonblockingReceive", call: endpoint.nonblockingReceive },
  { name: "reply", call: endpoint.reply },
  { name: "replyReceive", call: endpoint.replyReceive },
  { name: "signal", call: notification.signal },
  { name: "wait", call: notification.wait },
  { name: "poll", call: notification.poll },
  { name: "yield", call: yielding },
  { name: "threadSetHandler", call: thread.setHandler },
];

const refusedCall = (state: State): Outcome => ({
  ...{ state, result: number64(numbers.NO_SUCH_CALL), isLater: FALSE },
});

/** What a call by the running thread does; `number` is a literal. */
export function systemCall(state: State, number: number, registers: Arguments): State {
  const caller = state.current;
  const entry = SYSTEM_CALLS[number];
  const { state: after, result, isLater } = entry?.call(state, registers) ?? refusedCall(state);
  return after.if(not(isLater), (answered) =>
    answered.with(REGISTER, [caller, number64(numbers.RESULT)], result),
  );
}

export { fault } from "./fault.js";
export { timer } from "./schedule.js";
