/** Something that must be true, with the words for it. */
import { FALSE, implies, type Term, TRUE } from "@ashlar/logic";

export interface Claim {
  readonly claim: string;
  readonly holds: Term;
}

/** What holds where a condition does. Where it surely does not, nothing is looked at. */
export const where = (condition: Term, holds: () => Term): Term =>
  condition === FALSE ? TRUE : implies(condition, holds());
