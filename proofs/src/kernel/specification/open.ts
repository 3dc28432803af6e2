/** Entries of which something is not claimed yet, because it takes too long or was not tried. */
const MESSAGES = ["nonblockingSend", "call", "receive", "nonblockingReceive", "reply"];
const REST = [
  ...["replyReceive", "signal", "wait", "poll", "yield", "threadSetHandler"],
  ...["threadReadRegisters", "threadWriteRegisters", "threadBindNotification"],
  ...["threadSetAddressSpace", "tableMap", "tableUnmap", "frameMap", "frameUnmap", "irqBind"],
  ...["irqAcknowledge", "noSuchCall", "timer", "interrupt", "fault"],
];
const RECLAIM = ["untypedReclaim/first", "untypedReclaim/further"];

const CASES = ["object", "thread", "there", "elsewhere", "others"];
const inCases = (part: string, ...more: string[]) =>
  [...CASES, ...more].map((one) => `spec/invariants/queues/${part}/${one}`);

export const OPEN: Readonly<
  Record<"pages" | "queues" | "integrity" | "others", readonly string[]>
> = {
  pages: [...MESSAGES.slice(1), ...REST, ...RECLAIM],
  queues: [...MESSAGES, ...REST, ...RECLAIM, "send"],
  others: [
    "spec/invariants/boot",
    "spec/invariants/boot/capabilities",
    ...inCases("joins-endpoint").slice(2),
    ...inCases("joins-notification", "last"),
    ...inCases("becomes-ready", "last"),
    ...inCases("leaves-endpoint", "next", "before"),
    ...inCases("leaves-notification", "next", "before"),
    ...inCases("is-no-more-ready", "next", "before"),
  ],
  integrity: [
    ...["nonblockingReceive", "reply", "replyReceive", "yield", "timer"],
    ...["threadReadRegisters", "threadWriteRegisters", "threadBindNotification"],
    ...["threadSetAddressSpace", "threadSetHandler", "tableMap", "tableUnmap", "frameMap"],
    ...["frameUnmap", "irqBind", "irqAcknowledge", "noSuchCall", "interrupt", "fault"],
    ...RECLAIM,
  ],
};
