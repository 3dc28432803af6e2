/**
 * One arbitrary sector of the disk: what history and the tables have of it, as variables, and how
 * stretches of the disk and of the stream are over it.
 */
import {
  add,
  all,
  BOOLEAN,
  bitVector,
  extract,
  ite,
  lshr,
  sub,
  type Term,
  ule,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { Entering, Known, Reading, Version } from "@ashlar/spec";
import { type Globals, globalIn } from "../globals.js";
import { windowOf } from "../overlay/entry.js";
import { number64 } from "../terms.js";

const word = (name: string) => variable(name, bitVector(64));
const truth = (name: string) => variable(name, BOOLEAN);

/** The sector, by its number. */
export const anySector = () => word("any sector");

/** What history has of it, before what happens. */
export const anyVersion = (): Version => ({
  isThere: truth("a record touches the sector"),
  position: word("its newest version's position"),
  isZero: truth("it is zeros"),
});

/** What the tables have of it. */
export const anyKnown = (when = "now"): Known => ({
  entry: {
    isPresent: truth(`the overlay has an entry ${when}`),
    position: variable(`the entry's position ${when}`, bitVector(32)),
    isZero: truth(`the entry is zeros ${when}`),
  },
  range: {
    isThere: truth(`a range is over the sector ${when}`),
    position: word(`the range's position ${when}`),
  },
});

/** How far the tables count, by the core's globals. */
export const readingOf = (globals: Globals): Reading => ({
  window: windowOf(globals),
  released: globalIn(globals, "released"),
});

const SECTOR_SHIFT = number64(9);

/** Whether a stretch of the disk, in bytes, is over a sector. */
export function isOver(offset: Term, length: Term, sector: Term): Term {
  const end = lshr(add(offset, length), SECTOR_SHIFT);
  return all([ule(lshr(offset, SECTOR_SHIFT), sector), ult(sector, end)]);
}

/** Where in the stream a sector of a stretch stands, the first of which stands at `position`; of
 * zeros all are the record at `position`. */
export function standsAt(offset: Term, position: Term, isZero: Term): Term {
  const sector = sub(anySector(), lshr(offset, SECTOR_SHIFT));
  return ite(isZero, position, add(position, sector));
}

/** What a stretch enters of the sector, at a whole position. */
export const enteringOf = (
  { offset, length, position }: { offset: Term; length: Term; position: Term },
  isZero: Term,
): Entering => ({
  isMeant: isOver(offset, length, anySector()),
  position: standsAt(offset, position, isZero),
  isZero,
});

/** The same as the overlay has it: the lower half. */
export const lowerHalf = (entering: Entering): Entering => ({
  ...entering,
  position: extract(entering.position, 31, 0),
});

/** As positions are counted. */
export const wide = (sectors: Term) => zeroExtend(sectors, 64);
