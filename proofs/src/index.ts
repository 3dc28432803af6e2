/** The theorems about the durable disk's core, what they rest on, and what they leave open. */
import type { Theorem } from "@ashlar/logic/prove";
import { ackTheorems } from "./rapilog/ack/index.js";
import { contentsTheorems } from "./rapilog/contents/index.js";
import { coreBytes } from "./rapilog/core.js";
import { CRASH } from "./rapilog/crash/index.js";
import { decodesTheorem } from "./rapilog/encode/decodes.js";
import { INJECTIVE } from "./rapilog/encode/injective.js";
import { loopTheorems } from "./rapilog/encode/loop-theorems.js";
import { partialTheorem } from "./rapilog/encode/partial.js";
import { recoverTheorem } from "./rapilog/encode/recover.js";
import { sealTheorem } from "./rapilog/encode/seal.js";
import { verifyTheorem } from "./rapilog/encode/verify.js";
import { requireFunctions } from "./rapilog/functions.js";
import { overlayTheorems } from "./rapilog/overlay/index.js";
import { planTheorems } from "./rapilog/plan/index.js";
import { refinesTheorems } from "./rapilog/refines/index.js";

export { META_ARGUMENTS as trusted, NOT_COVERED as notCovered } from "./meta-arguments.js";
export { type Question, questionsOf } from "./questions.js";

/** What a module of theorems exports. */
export function theorems(): Theorem[] {
  requireFunctions(coreBytes());
  return all();
}

const all = (): Theorem[] => [
  ...loopTheorems(),
  partialTheorem(),
  sealTheorem(),
  verifyTheorem(),
  decodesTheorem(),
  recoverTheorem(),
  ...INJECTIVE,
  ...refinesTheorems(),
  ...ackTheorems(),
  ...overlayTheorems(),
  ...contentsTheorems(),
  ...planTheorems(),
  ...CRASH,
];
