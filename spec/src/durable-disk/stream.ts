/**
 * The history of the disk: a stream of records, one for each write or range (and one for each pad
 * that fills the ring's end). Records are counted from 1 in the order in which they were appended,
 * which is the order in which they are acknowledged. "The first n records" is a prefix of history.
 *
 * Only a recovery after a loss of memory takes records away, and then from the end.
 */
import { add, fill, store, type Term } from "@ashlar/logic";
import { at, ONE, ZERO } from "../number.js";

export interface Stream {
  /** How many records there are. */
  readonly records: Term;
  /** By n: the position where the first n records end, and the next one begins. */
  readonly ends: Term;
  /**
   * By n: the life in which the last of the first n records was appended. Lives are counted by
   * recoveries from the journal; the record's header names its own (its incarnation).
   */
  readonly lives: Term;
}

/** A stream that has had no record yet. */
export const emptyStream = (): Stream => ({
  records: ZERO,
  ends: fill(64, ZERO),
  lives: fill(64, ZERO),
});

export const endOf = ({ ends }: Stream, records: Term) => at(ends, records);
export const lifeOf = ({ lives }: Stream, records: Term) => at(lives, records);

/** Where the last record ends. */
export const endOfAll = (stream: Stream) => endOf(stream, stream.records);

/** One more record, of `sectors` sectors. */
export function withRecord(stream: Stream, sectors: Term, life: Term): Stream {
  const records = add(stream.records, ONE);
  return {
    records,
    ends: store(stream.ends, records, add(endOfAll(stream), sectors)),
    lives: store(stream.lives, records, life),
  };
}

/** Only the first `records` records. */
export const cutAfter = (stream: Stream, records: Term): Stream => ({ ...stream, records });
