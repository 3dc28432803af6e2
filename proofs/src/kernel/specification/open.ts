/** Theorems that are not claimed yet, because they take too long or were not tried. */
const inCases = (part: string, ...cases: string[]) =>
  cases.map((one) => `spec/invariants/queues/${part}/${one}`);

/** By entry, what is not claimed of it; and of others, by id. */
export const OPEN: Readonly<
  Record<"pages" | "queues" | "integrity" | "others", readonly string[]>
> = {
  pages: [],
  queues: [
    ...["call", "replyReceive/owing", "interrupt"],
    ...["untypedReclaim/first", "untypedReclaim/further", "untypedRetype"],
  ],
  integrity: ["replyReceive/owing"],
  others: [
    ...["spec/invariants/boot", "spec/invariants/boot/capabilities"],
    ...inCases("is-no-more-ready", "before", "there", "elsewhere"),
    ...inCases("leaves-notification", "before", "there", "elsewhere"),
    ...inCases("leaves-endpoint", "elsewhere"),
  ],
};
