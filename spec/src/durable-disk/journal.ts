/**
 * The journal, as far as it matters what a restart finds in it: superblocks, and whole records at
 * the places where records of the history begin.
 *
 * That a record is told from everything else is assumed here: its header names stream, position
 * and life and has a checksum, and so has its payload. So what stands at a position is a whole
 * record of some life, or none. Position and life together name one record: a life appends at each
 * position at most one, and none reaches the journal before it is complete.
 *
 * A record that a crash tore is not gone: what a later life writes there and the next crash tears
 * may be just the sectors that it lacked, and then it stands there whole. So beyond the end that a
 * recovery found, any earlier life's record may turn up at any time. Each life therefore begins with
 * a fence: the header's place of its first record is wiped, durably, before anything is appended.
 */
import { FALSE, type Term } from "@ashlar/logic";
import { ONE, ZERO } from "../number.js";

/** It names the record from which on the journal counts; on the device by its position. */
export interface Superblock {
  /** The disk itself holds these first records. */
  readonly released: Term;
  /** The life of the last of them: what follows may not be of an earlier one. */
  readonly floor: Term;
  /** The life of whoever wrote it. */
  readonly life: Term;
  /** Nothing follows: a truth value. */
  readonly clean: Term;
}

export interface Journal {
  /** The newest that is certainly durable. */
  readonly superblock: Superblock;
  /** The one that was written after it and not synced yet; the same if there is none. */
  readonly staged: Superblock;
  /** The position where this life began: no torn record of an earlier life is there any more. */
  readonly fence: Term;
}

/** The superblock of a journal that was made for a new stream. */
export const firstSuperblock = (): Superblock => ({
  ...{ released: ZERO, floor: ZERO, life: ONE, clean: FALSE },
});
