/**
 * The system calls' names, in the order of their numbers: of the function that the kernel exports
 * for each. All other numbers are refused by another one.
 */
export const NO_SUCH_CALL_NAME = "noSuchCall";

export const SYSTEM_CALL_NAMES = [
  "untypedRetype",
  "untypedReclaim",
  "cnodeCopy",
  "cnodeMint",
  "cnodeMove",
  "cnodeDelete",
  "indirectionCreate",
  "indirectionInvalidate",
  "threadConfigure",
  "threadResume",
  "threadSuspend",
  "threadSetPriority",
  "threadSetDomain",
  "send",
  "nonblockingSend",
  "call",
  "receive",
  "nonblockingReceive",
  "reply",
  "replyReceive",
  "signal",
  "wait",
  "poll",
  "yield",
  "threadSetHandler",
  "threadReadRegisters",
  "threadWriteRegisters",
  "threadBindNotification",
  "threadSetAddressSpace",
  "tableMap",
  "tableUnmap",
  "frameMap",
  "frameUnmap",
  "irqBind",
  "irqAcknowledge",
] as const;

export type SystemCallName = (typeof SYSTEM_CALL_NAMES)[number];

/** The name of the function for a number, whatever number that is. */
export const nameOfCall = (number: number): SystemCallName | typeof NO_SUCH_CALL_NAME =>
  SYSTEM_CALL_NAMES[number] ?? NO_SUCH_CALL_NAME;
