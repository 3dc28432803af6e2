/**
 * The system calls' names, in the order of their numbers: of the function that the kernel exports
 * for each. Numbers that are not given yet are refused like all others.
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
  NO_SUCH_CALL_NAME,
  NO_SUCH_CALL_NAME,
] as const;

export type SystemCallName = Exclude<(typeof SYSTEM_CALL_NAMES)[number], typeof NO_SUCH_CALL_NAME>;

/** The name of the function for a number, whatever number that is. */
export const nameOfCall = (number: number): (typeof SYSTEM_CALL_NAMES)[number] =>
  SYSTEM_CALL_NAMES[number] ?? NO_SUCH_CALL_NAME;
