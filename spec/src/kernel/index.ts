/** What the microkernel must do, as pure functions over terms: they run, and they prove. */
export { boot, firstState } from "./boot.js";
export {
  type BootRecord,
  capabilityEnds,
  type FirstPages,
  firstPages,
  isWellFormed,
  kernelEnd,
  placesOf,
  recordNumbers,
} from "./boot-record.js";
export { type Capability, capabilityAt, hasSlot, isEmpty, isLive, rootOf } from "./capability.js";
export { transfer } from "./cnode.js";
export { domainInvariants } from "./domain-invariants.js";
export { blockAt, isFirst, receiveAt, take } from "./endpoint.js";
export { fault, interrupt, systemCall, timer } from "./entry.js";
export type { Field } from "./fields.js";
export * as fields from "./fields.js";
export { interruptInvariants } from "./interrupt.js";
export {
  invariants,
  isSoundCurrent,
  objectInvariants,
  pageInvariants,
  referenceInvariants,
} from "./invariants.js";
export * as mapping from "./mapping.js";
export { mappingInvariants } from "./mapping-invariants.js";
export { awakenReceiving, awakenWaiting, raise } from "./notification.js";
export { areSoundPages, ownEnd, placeInvariants } from "./place-invariants.js";
export { append, endpointQueue, headOf, type Queue, readyQueue, remove } from "./queue.js";
export { isNobodyBetween, queueInvariants } from "./queue-invariants.js";
export { REFERENCES, type Reference } from "./references.js";
export { receiveAfter } from "./reply.js";
export {
  dequeue,
  enqueue,
  handOver,
  highest,
  queueUp,
  readyQueueOf,
  schedule,
} from "./schedule.js";
export {
  type Change,
  type Found,
  type Lookup,
  type Outlook,
  type Part,
  type Place,
  type Routine,
  State,
  type Step,
} from "./state.js";
export { type Arguments, hasRights, named, object, perform } from "./system-call.js";
export { dismiss, isThread, stop, wake } from "./thread.js";
export { isWhereItMayBe, threadInvariants } from "./thread-invariants.js";
export { drainEndpoint, drainNotification } from "./untyped.js";
export { type Named, referenceIn } from "./weak-reference.js";
