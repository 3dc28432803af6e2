/**
 * The ways in which storage fails, after Zheng et al., "Understanding the Robustness of SSDs under
 * Power Fault" (FAST '13, table 1), and what a disk may do besides.
 *
 * This is the list of what a checker finds. What a simulated disk is given is a list of its own
 * (`disk/injected.ts`), each fault with the findings of this one that it may cause. So a report
 * about a simulated disk can be compared with what was done to it.
 */

/** What a power failure may leave behind, as a checker can tell it from what it finds. */
export const FAILURES = {
  /** A record's bits differ from what was written, in place and of the right age. */
  "bit-corruption": "bits of a record changed",
  /** A part of a record is there, the rest is older: the write was cut between blocks. */
  "shorn-write": "only a part of a record was written",
  /** A record stands at an address where it was never written. */
  "flying-write": "a record was written to the wrong place",
  /** An acknowledged write is missing though one that began after its completion survived. */
  "unserialisable-write": "an acknowledged write is lost while a later one survived",
  /** The newest acknowledged writes are missing, and nothing later survived. */
  "lost-write": "acknowledged writes at the end are lost",
  /** A whole range reverts to an older state or cannot be read. */
  "metadata-corruption": "a range reverted or cannot be read",
  /** Nothing can be read or written any more. */
  "dead-device": "the device does not answer",
} as const;

export type Failure = keyof typeof FAILURES;
