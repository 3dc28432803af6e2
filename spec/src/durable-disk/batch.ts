/**
 * How history goes home: batch by batch. A batch is a stretch of the stream, taken up record by
 * record: either one range, or the writes (and pads) up to the next range or to the limit.
 *
 * A batch of writes brings home, of each sector that one of them has, the newest version, and
 * nothing of any other sector. So what it does is a map from sectors to positions in the stream: the
 * payload's sector that stands there. Here it is said of one sector, whichever.
 */
import {
  add,
  and,
  any,
  constant,
  equal,
  FALSE,
  ite,
  not,
  or,
  sub,
  type Term,
  ugt,
  ule,
  ult,
} from "@ashlar/logic";
import { ZERO } from "../number.js";

const word = (value: number) => constant(32, value);

/** Kinds of records, 32 bits. What it answers of a range is its kind. */
export const WRITE = word(1);
export const PAD = word(5);
const RANGES = [word(2), word(3), word(4)];
export const isRange = (kind: Term) => any(RANGES.map((range) => equal(kind, range)));

/** What else a batch is: nothing, because the limit is reached; writes; or no record where one must
 * be. */
export const [NOTHING, WRITES, DAMAGED] = [word(0), word(1), word(5)] as const;

export interface Batch {
  /** Where it begins, and how far it has come: positions. */
  readonly from: Term;
  readonly position: Term;
  /** The life of the last record taken up. */
  readonly life: Term;
  /** Whether there is a write among them: a truth value. */
  readonly hasWrites: Term;
}

/** What stands where a batch has come to. */
export interface Next {
  /** Whether it is a whole record that ends at or before the limit: a truth value. */
  readonly isWhole: Term;
  readonly kind: Term;
  readonly sectors: Term;
  readonly life: Term;
}

/** What is whole is taken up; but for a range, before which the writes come home. */
export const isTakenUp = (batch: Batch, next: Next) =>
  and(next.isWhole, not(and(isRange(next.kind), batch.hasWrites)));

/** A batch with what stands next. */
export const withNext = (batch: Batch, next: Next): Batch => ({
  ...batch,
  position: add(batch.position, next.sectors),
  life: next.life,
  hasWrites: or(batch.hasWrites, equal(next.kind, WRITE)),
});

/** A batch ends with a range, or before what is not taken up. */
export const endsAt = (batch: Batch, next: Next) =>
  or(not(isTakenUp(batch, next)), isRange(next.kind));

/** What a batch is that ends with or before what stands next. */
export function kindOf(batch: Batch, next: Next): Term {
  const isOnlyRange = and(isTakenUp(batch, next), isRange(next.kind));
  const isEmpty = equal(batch.position, batch.from);
  return ite(isOnlyRange, next.kind, ite(isEmpty, DAMAGED, WRITES));
}

/** What a batch is that ends because nothing more is looked at. */
export const kindAtLimit = (batch: Batch) =>
  ite(or(batch.hasWrites, ult(batch.from, batch.position)), WRITES, NOTHING);

/** A write, or a part of one: its sectors on the disk, and where in the stream the first one's
 * payload stands. */
export interface Write {
  readonly first: Term;
  readonly end: Term;
  readonly payload: Term;
}

/** Where in the stream the newest version of one sector stands, if it is in the batch. */
export interface Newest {
  /** A truth value: otherwise the sector is left alone at home. */
  readonly isWritten: Term;
  readonly position: Term;
}

export const NOT_WRITTEN: Newest = { isWritten: FALSE, position: ZERO };

export const hasSector = ({ first, end }: Write, sector: Term) =>
  and(ule(first, sector), ugt(end, sector));

/** Where a write's version of one of its sectors stands. */
export const positionOf = ({ first, payload }: Write, sector: Term) =>
  add(payload, sub(sector, first));

/** After one more write, what it has is the newest. */
export const withWrite = (newest: Newest, write: Write, sector: Term): Newest => ({
  isWritten: or(newest.isWritten, hasSector(write, sector)),
  position: ite(hasSector(write, sector), positionOf(write, sector), newest.position),
});
