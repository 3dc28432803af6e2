/** The kernel's entries whose code is proved, in the order in which they were. */
import { SYSTEM_CALL_NAMES, type SystemCallName } from "@ashlar/kernel/system-calls";
import { extract, zeroExtend } from "@ashlar/logic";
import { fault, interrupt, systemCall, timer } from "@ashlar/spec/kernel";
import type { Entry } from "./entry.js";

const says = (what: string) =>
  `from every state with the invariants: the kernel's code ${what} exactly as the specification says; it does not trap, and ends`;

const NO_SUCH_CALL = 63;

/** A system call. */
const call = (name: SystemCallName | "noSuchCall", what: string): Entry => {
  const number = name === "noSuchCall" ? NO_SUCH_CALL : SYSTEM_CALL_NAMES.indexOf(name);
  const does: Entry["does"] = (state, registers) => systemCall(state, number, registers);
  return { name, says: says(what), does };
};

/** The same of a call whose parts are proved by themselves. */
const callByParts = (name: SystemCallName, what: string): Entry => ({
  ...call(name, what),
  byParts: true,
});

/** The same where threads change places, or what slots are for may be anything (`found.ts`). */
const callOfQueues = (name: SystemCallName, what: string): Entry => ({
  ...callByParts(name, what),
  isOfQueues: true,
});

const CALL: Entry = {
  ...callOfQueues("call", "tells who receives, or waits for somebody to do so, and for the reply"),
  ...{ rest: "endpoint/callAnyhow", usually: { calls: ["queueUp"], does: [] } },
};

const REPLY_RECEIVE: Entry = {
  ...callOfQueues(
    "replyReceive",
    "answers who called, and takes what a thread has to say or waits",
  ),
  ...{ rest: "reply/replyReceiveAnyhow", usually: { calls: ["queueUp"], does: ["receiveAfter"] } },
};

export const CALLS: readonly Entry[] = [
  call("noSuchCall", "refuses a number that no call has"),
  callByParts("cnodeCopy", "copies a capability, with fewer rights"),
  call("cnodeDelete", "empties a slot"),
  call("indirectionCreate", "lets an Indirection stand for a capability"),
  call("indirectionInvalidate", "takes back what an Indirection stood for"),
  call("untypedRetype", "makes a free page an object"),
  call("threadConfigure", "gives a thread its capability space"),
  call("threadSetHandler", "names who is told of a thread's faults"),
  call("threadSetAddressSpace", "gives a thread its address space"),
  call("threadBindNotification", "lets a thread listen to a notification"),
  call("threadReadRegisters", "reads a thread's registers"),
  call("threadWriteRegisters", "writes a thread's registers"),
  call("tableUnmap", "takes a page table out of another one"),
  call("frameUnmap", "takes a frame out of a page table"),
  callByParts("cnodeMint", "copies a capability, with a badge"),
  callByParts("tableMap", "puts a page table into another one"),
  callByParts("frameMap", "puts a frame into a page table"),
  callByParts("irqBind", "says what a source of interrupts signals, in whose turns"),
  callByParts("irqAcknowledge", "lets a source of interrupts interrupt again"),
  callOfQueues("yield", "lets the next thread run first"),
  call("poll", "takes what was signalled"),
  callOfQueues("threadResume", "lets a thread run that did nothing"),
  callOfQueues("threadSuspend", "stops a thread"),
  callOfQueues("threadSetPriority", "changes which threads go before a thread"),
  callOfQueues("threadSetDomain", "changes in whose turns a thread runs"),
  callOfQueues("signal", "signals bits"),
  callOfQueues("wait", "takes what was signalled, or waits for it"),
  callOfQueues("untypedReclaim", "takes a step of taking a page back"),
  callOfQueues("cnodeMove", "moves a capability"),
  callOfQueues("nonblockingSend", "tells who receives"),
  callOfQueues("reply", "answers who called"),
  callOfQueues("send", "tells who receives, or waits for somebody to do so"),
  { ...CALL, looksAtNobody: true, looksItself: true },
  { ...CALL, isRest: true },
  { ...REPLY_RECEIVE, looksItself: true },
  { ...REPLY_RECEIVE, isRest: true },
  {
    name: "fault",
    says: says("tells who is to know that a thread has faulted, or stops it"),
    does: (state, [kind, address]) => fault(state, kind, address),
    ...{ byParts: true, isOfQueues: true },
  },
  callOfQueues("nonblockingReceive", "takes what a thread has to say that sends"),
  callOfQueues("receive", "takes it, or waits for it"),
  {
    name: "interrupt",
    says: says("tells who is to know that a device interrupts"),
    does: (state, [source]) => interrupt(state, zeroExtend(extract(source!, 31, 0), 64)),
    ...{ mayBeIdle: true, byParts: true, isOfQueues: true },
  },
  {
    name: "timer",
    says: says("begins the next domain's turn"),
    does: timer,
    ...{ mayBeIdle: true, byParts: true, isOfQueues: true, isTurn: true },
  },
];
