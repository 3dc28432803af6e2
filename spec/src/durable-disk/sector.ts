/**
 * One sector of the disk, whichever: what is so for any one is so for all. How far a recovery comes
 * is said without it (`crash.ts`), so it is the same for all sectors.
 *
 * What the sector must hold is a matter of history: what the newest record wrote that touches it.
 * What stands at its place on the disk itself may be older, or, while it is being written, anything.
 */
import { add, fill, ite, store, type Term, TRUE } from "@ashlar/logic";
import { at, ONE, ZERO } from "../number.js";

export interface Sector {
  /** By n: what it must hold after the first n records, as a number of 64 bits. */
  readonly contents: Term;
  /** By n: the newest of the first n records that writes, zeroes or trims it; 0 if none does. */
  readonly touched: Term;
  /** What stands at its place on the disk itself. */
  readonly home: Term;
  /** Whether that would stand there after a power failure too: nothing was written since a sync. */
  readonly isSettled: Term;
}

/** What a record does to the sector. */
export interface Touch {
  /** Whether the record touches it: a truth value. */
  readonly touches: Term;
  /** What it then holds. */
  readonly content: Term;
}

/** A sector of a disk that has had no record yet. */
export const freshSector = (content: Term): Sector => ({
  contents: fill(64, content),
  touched: fill(64, ZERO),
  home: content,
  isSettled: TRUE,
});

/** What it must hold after the first `records` records. */
export const contentAfter = ({ contents }: Sector, records: Term) => at(contents, records);

/** The newest of the first `records` records that touches it. */
export const lastTouch = ({ touched }: Sector, records: Term) => at(touched, records);

/** History goes on: what record `records + 1` does to the sector. */
export function withTouch(sector: Sector, records: Term, { touches, content }: Touch): Sector {
  const record = add(records, ONE);
  const contents = ite(touches, content, contentAfter(sector, records));
  const touched = ite(touches, record, lastTouch(sector, records));
  return {
    ...sector,
    contents: store(sector.contents, record, contents),
    touched: store(sector.touched, record, touched),
  };
}
