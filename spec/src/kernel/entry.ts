/** The kernel's entry points: all system calls, by number, interrupts of the timer and of devices, and faults. */
import * as numbers from "@ashlar/kernel/interface";
import { NO_SUCH_CALL_NAME, nameOfCall, type SystemCallName } from "@ashlar/kernel/system-calls";
import { FALSE, not } from "@ashlar/logic";
import { number64 } from "../number.js";
import * as addressSpace from "./address-space.js";
import { bindNotification } from "./binding.js";
import * as cnode from "./cnode.js";
import * as endpoint from "./endpoint.js";
import * as frame from "./frame.js";
import * as indirection from "./indirection.js";
import * as interrupts from "./interrupt.js";
import { answered } from "./message.js";
import * as notification from "./notification.js";
import * as registers from "./registers.js";
import * as reply from "./reply.js";
import { yieldTurn } from "./schedule.js";
import type { State } from "./state.js";
import type { Arguments, Outcome, SystemCall } from "./system-call.js";
import { perform } from "./system-call.js";
import * as table from "./table.js";
import * as thread from "./thread.js";
import * as untyped from "./untyped.js";

/** `yield()`: the next thread of this priority, if there is one, runs first. */
const yielding: SystemCall = (state) => perform(state, { refusals: [], invoke: yieldTurn });

const CALLS: Readonly<Record<SystemCallName, SystemCall>> = {
  untypedRetype: untyped.retype,
  untypedReclaim: untyped.reclaim,
  cnodeCopy: cnode.copy,
  cnodeMint: cnode.mint,
  cnodeMove: cnode.move,
  cnodeDelete: cnode.remove,
  indirectionCreate: indirection.create,
  indirectionInvalidate: indirection.invalidate,
  threadConfigure: thread.configure,
  threadResume: thread.resume,
  threadSuspend: thread.suspend,
  threadSetPriority: thread.setPriority,
  threadSetDomain: thread.setDomain,
  send: endpoint.send,
  nonblockingSend: endpoint.nonblockingSend,
  call: endpoint.call,
  receive: endpoint.receive,
  nonblockingReceive: endpoint.nonblockingReceive,
  reply: reply.reply,
  replyReceive: reply.replyReceive,
  signal: notification.signal,
  wait: notification.wait,
  poll: notification.poll,
  yield: yielding,
  threadSetHandler: thread.setHandler,
  threadReadRegisters: registers.read,
  threadWriteRegisters: registers.write,
  threadBindNotification: bindNotification,
  threadSetAddressSpace: addressSpace.setAddressSpace,
  tableMap: table.mapTable,
  tableUnmap: table.unmapTable,
  frameMap: frame.mapFrame,
  frameUnmap: frame.unmapFrame,
  irqBind: interrupts.bind,
  irqAcknowledge: interrupts.acknowledge,
};

/** A call with a number that no call has. */
const refusedCall = (state: State): Outcome => ({
  ...{ state, result: number64(numbers.NO_SUCH_CALL), isLater: FALSE },
});

/** What a call by the running thread does; `number` is a literal. */
export function systemCall(state: State, number: number, passed: Arguments): State {
  const caller = state.current;
  const name = nameOfCall(number);
  const call = name === NO_SUCH_CALL_NAME ? refusedCall : CALLS[name];
  const { state: after, result, isLater } = call(state, passed);
  return after.if(not(isLater), (done) => answered(done, caller, result));
}

export { fault } from "./fault.js";
export { interrupt } from "./interrupt.js";
export { timer } from "./schedule.js";
