/** Entries of which something is not claimed yet, because it takes too long or was not tried. */
const MESSAGES = ["send", "nonblockingSend", "call", "receive", "nonblockingReceive", "reply"];
const TURNS = ["replyReceive/owing", "replyReceive/free", "signal", "timer", "interrupt", "fault"];
const RECLAIM = ["untypedReclaim/first", "untypedReclaim/further"];
/** In a step of these threads join queues or leave them. */
const WITH_PARTS = [...MESSAGES, ...TURNS, ...RECLAIM, "threadResume", "threadSuspend"];

const inCases = (part: string, ...cases: string[]) =>
  cases.map((one) => `spec/invariants/queues/${part}/${one}`);

export const OPEN: Readonly<
  Record<"pages" | "queues" | "integrity" | "others", readonly string[]>
> = {
  pages: [...MESSAGES, ...TURNS, "threadResume", "threadSuspend", "wait", "yield"],
  queues: [...WITH_PARTS, "untypedRetype", "threadSetDomain"],
  integrity: [...WITH_PARTS, "wait", "yield"],
  others: [
    ...["spec/invariants/boot", "spec/invariants/boot/capabilities"],
    ...inCases("is-no-more-ready", "before", "there", "elsewhere"),
    ...inCases("leaves-notification", "before", "there", "elsewhere"),
    ...inCases("leaves-endpoint", "elsewhere"),
  ],
};
