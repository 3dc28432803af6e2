/** Where a jump to an address that is not known may go. */
import type { Term } from "@ashlar/logic";

/** Where it goes under a condition. */
export interface Jump {
  readonly condition: Term;
  /** A literal. */
  readonly target: Term;
}
