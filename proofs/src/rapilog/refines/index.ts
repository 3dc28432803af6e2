/** The theorems that calls of the core do what the specification says. */
import type { Theorem } from "@ashlar/logic/prove";
import { budgetTheorem } from "./budget.js";
import { callTheorem } from "./call.js";
import { JOURNAL_NEXT } from "./journal.js";
import { KEEPING } from "./keeping.js";
import { PLACING } from "./placing.js";
import { PLAIN } from "./plain.js";
import { MARK_EVENTS } from "./watermarks.js";

/** All calls that are described in full. */
export const DESCRIBED = [...MARK_EVENTS, ...PLACING, JOURNAL_NEXT, ...PLAIN];

export const refinesTheorems = (): Theorem[] => [
  ...DESCRIBED.map((described) => callTheorem(described)),
  ...KEEPING.map((keeping) => budgetTheorem(keeping)),
];
