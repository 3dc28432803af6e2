/** Entries of which something is not claimed yet, because it takes too long or was not tried. */
const MESSAGES = ["call", "reply"];
const TURNS = ["replyReceive/owing", "replyReceive/free", "interrupt", "fault"];
const RECLAIM = ["untypedReclaim/first", "untypedReclaim/further"];

const inCases = (part: string, ...cases: string[]) =>
  cases.map((one) => `spec/invariants/queues/${part}/${one}`);

export const OPEN: Readonly<
  Record<"pages" | "queues" | "integrity" | "others", readonly string[]>
> = {
  pages: [...MESSAGES, ...TURNS],
  queues: [...MESSAGES, ...TURNS, ...RECLAIM, "untypedRetype", "threadSetDomain"],
  integrity: [...MESSAGES, ...TURNS, ...RECLAIM],
  others: [
    ...["spec/invariants/boot", "spec/invariants/boot/capabilities"],
    ...inCases("is-no-more-ready", "before", "there", "elsewhere"),
    ...inCases("leaves-notification", "before", "there", "elsewhere"),
    ...inCases("leaves-endpoint", "elsewhere"),
  ],
};
