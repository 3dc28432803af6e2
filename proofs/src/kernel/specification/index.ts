/** The theorems about the kernel's specification, what they rest on, and what they leave open. */
import type { Theorem } from "@ashlar/logic/prove";
import { availabilityTheorems } from "./availability/index.js";
import { invariantTheorems, withoutTheorem } from "./invariants/index.js";

/** What a module of theorems exports. */
export const theorems = (): Theorem[] => [...invariantTheorems(), ...availabilityTheorems()];

export const trusted: readonly string[] = [
  "one arbitrary page and slot stand for all, and invariants hold in every state that is come to, by induction over entries (proofs/src/kernel/specification/)",
];

export const notCovered: readonly string[] = [
  `spec/invariants: not stated yet for ${withoutTheorem.join(", ")}, boot; nor that queues and threads stay as they must`,
];
