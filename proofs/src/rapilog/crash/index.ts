/** `rapilog/crash`: what is left after each row of the failure table. */
import type { Theorem } from "@ashlar/logic/prove";
import { BACKING_ERROR } from "./backing-error.js";
import { HOME_STEPS } from "./home-steps.js";
import { JOURNAL_STEPS } from "./journal-steps.js";
import { KILLED } from "./killed.js";
import { MEMORY_LOST } from "./memory-lost.js";
import { SERVER_STEPS } from "./server-steps.js";
import { START } from "./step-theorems.js";

export const CRASH: readonly Theorem[] = [
  START,
  ...SERVER_STEPS,
  ...JOURNAL_STEPS,
  ...HOME_STEPS,
  ...KILLED,
  ...MEMORY_LOST,
  BACKING_ERROR,
];
