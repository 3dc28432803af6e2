/**
 * Which theorems together say of one entry what the specification guarantees, whether they are stated
 * or not: a chain of proofs is as long as what is missing, so nothing is left out because it is open.
 */
import { State } from "@ashlar/spec/kernel";
import { anyArguments, anyState } from "./any-state.js";
import { confidentialityOf } from "./confidentiality/index.js";
import { baseOf, ENTRIES_APART, type Entry } from "./entries.js";
import { QUEUE_LEMMAS } from "./invariants/index.js";

/** Ids of theorems, by what they say of an entry. */
export interface SpecificationLinks {
  readonly invariants: readonly string[];
  readonly integrity: readonly string[];
  readonly confidentiality: readonly string[];
}

/** Undefined: the specification has no step of that name. */
export function specificationLinks(entry: string): SpecificationLinks | undefined {
  const cases = ENTRIES_APART.filter((one) => baseOf(one) === entry);
  if (cases.length === 0) return undefined;
  return {
    invariants: [
      ...cases.flatMap(({ name }) => [`spec/invariants/${name}`, `spec/invariants/${name}/queues`]),
      ...(cases.some(hasQueues) ? QUEUE_LEMMAS : ["spec/invariants/found"]),
    ],
    integrity: cases.map(({ name }) => `spec/integrity/${name}`),
    confidentiality: confidentialityOf(entry),
  };
}

/** Whether threads join queues or leave them in some step of it. */
function hasQueues({ step }: Entry): boolean {
  let has = false;
  const { pages, lookup } = anyState();
  const noted = State.of(pages, lookup, {
    part: (_part, before, change) => {
      has = true;
      return change(before);
    },
  });
  step(noted, anyArguments());
  return has;
}
