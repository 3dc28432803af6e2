/** The theorems about the kernel's specification, what they rest on, and what they leave open. */
import type { Theorem } from "@ashlar/logic/prove";
import { availabilityTheorems } from "./availability/index.js";
import { confidentialityTheorems } from "./confidentiality/index.js";
import { integrityTheorems } from "./integrity/index.js";
import { invariantTheorems } from "./invariants/index.js";
import { OPEN } from "./open.js";
import { userTheorems } from "./user/index.js";

export { type SpecificationLinks, specificationLinks } from "./links.js";

/** What a module of theorems exports. */
export const theorems = (): Theorem[] => [
  ...invariantTheorems(),
  ...integrityTheorems(),
  ...availabilityTheorems(),
  ...confidentialityTheorems(),
  ...userTheorems(),
];

export const trusted: readonly string[] = [
  "a step depends on what it looks at only, and a state is what it was but for its changes (spec/src/kernel/state.ts); unwinding makes of steps runs (proofs/src/kernel/specification/confidentiality/)",
  "one arbitrary page and slot stand for all, and invariants hold in every state that is come to, by induction over entries (proofs/src/kernel/specification/)",
  "a step is the parts of it one after the other: what is proved of a thread that joins a queue or leaves it, in any state, is used wherever one does (proofs/src/kernel/specification/parts.ts)",
  "fields mean something only of pages of the types that have them, and numbers of no page are of nothing (proofs/src/kernel/specification/invariants/instances.ts)",
];

export const notCovered: readonly string[] = [
  `spec/invariants: not stated yet: pages and capabilities after ${OPEN.pages.join(", ") || "nothing"}; queues after ${OPEN.queues.join(", ") || "nothing"}`,
  `spec/integrity: not stated yet for ${OPEN.integrity.join(", ") || "nothing"}; links of queues, which belong to the queue, may change wherever a thread joins or leaves it`,
  `spec/invariants: not proved yet within minutes: ${OPEN.others.join(", ") || "nothing"}`,
  "spec/confidentiality: that what is proved of each entry makes runs of any length look the same is argued (docs/noninterference.md) and tried on all short histories of a small instance (ashlar kernel explore)",
  "spec/user-step: of each instruction a few choices of operands stand for all; an access over the end of a page is taken for one to each; that user programs run in user mode, without counters, with translations that are not stale and a reservation of their own, is for the board",
  "spec/invariants: tickets of 64 bits are assumed not to run out (500 years at one a nanosecond)",
];
