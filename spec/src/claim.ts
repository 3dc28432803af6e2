/** Something that must be true, with the words for it. */
import type { Term } from "@ashlar/logic";

export interface Claim {
  readonly claim: string;
  readonly holds: Term;
}
