/**
 * What the tables in memory know of one sector, and when that is what history says of it.
 *
 * History has one newest version of the sector: what the last record wrote that touches it. The
 * tables hold an entry of the overlay and the newest large range over it; either may be missing,
 * stale, or home already. They agree with history if nothing that is not home is missing, and
 * whatever is shown is the newest version. Each event makes of tables that agree with history before
 * it tables that agree with history after it.
 */
import {
  add,
  all,
  and,
  constant,
  equal,
  extract,
  FALSE,
  implies,
  ite,
  not,
  or,
  sub,
  type Term,
  uge,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import type { Claim } from "../claim.js";
import { ONE } from "../number.js";
import {
  ageOf,
  ageOfEntry,
  areSame,
  type Entering,
  type Entry,
  FROM_HOME,
  FROM_RING,
  FROM_ZERO,
  forgotten,
  isHomeAt,
  NO_ENTRY,
  sourceOf,
  type Window,
} from "./overlay.js";

/** The newest version of the sector among the records since the log was attached. */
export interface Version {
  /** A truth value: otherwise no record touches the sector, and the rest means nothing. */
  readonly isThere: Term;
  /** Where in the stream its bytes stand; for zeros, the record that says so. 64 bits. */
  readonly position: Term;
  readonly isZero: Term;
}

/** The newest of the large ranges over the sector that the table of ranges has. */
export interface NewestRange {
  readonly isThere: Term;
  readonly position: Term;
}

/** What the tables know. */
export interface Known {
  readonly entry: Entry;
  readonly range: NewestRange;
}

/** How far the tables' knowledge counts. */
export interface Reading {
  readonly window: Window;
  /** What is before this is home. */
  readonly released: Term;
}

const low = (position: Term) => extract(position, 31, 0);
const NEVER_AGE = constant(32, 0);

/** No record touches the sector. */
export const NO_VERSION: Version = { isThere: FALSE, position: constant(64, 0), isZero: FALSE };
/** Tables that are empty. */
export const NOTHING_KNOWN: Known = {
  entry: NO_ENTRY,
  range: { isThere: FALSE, position: constant(64, 0) },
};

/** The whole of a position of which the lower half is known: the last such one before the head. */
export function wholeOf(lower: Term, head: Term): Term {
  const last = sub(head, ONE);
  return sub(last, zeroExtend(sub(low(last), lower), 64));
}

/** Entries are swept before they are so old. */
const SWEPT_SECTORS = 2n ** 32n - 2n ** 21n;

/**
 * Whether an entry is not so old that its half of a position could be mistaken: it was not when the
 * head was at `since`, or is from after that.
 */
export function isSweptInTime({ isPresent }: Entry, stands: Term, since: Term): Term {
  const oldest = sub(since, constant(64, SWEPT_SECTORS));
  const isBefore = ult(since, constant(64, SWEPT_SECTORS));
  return implies(isPresent, or(isBefore, ule(oldest, stands)));
}

/** That the tables say what history says. The entry stands at a position that is its own. */
export function agreements(
  { entry, range }: Known,
  version: Version,
  { window, released }: Reading,
  stands: Term = wholeOf(entry.position, window.head),
): Claim[] {
  const live = and(entry.isPresent, uge(stands, window.from));
  const isEntry = all([live, equal(stands, version.position), equal(entry.isZero, version.isZero)]);
  const isRange = and(range.isThere, equal(range.position, version.position));
  const isHidden = and(isRange, ult(stands, version.position));
  return [
    {
      claim: "the newest version stands before the head",
      holds: implies(version.isThere, ult(version.position, window.head)),
    },
    {
      claim: "an entry that may be read is the newest version, or a range that is it hides it",
      holds: implies(live, and(version.isThere, or(isEntry, isHidden))),
    },
    {
      claim: "no range is newer than the newest version; one that is it is of zeros",
      holds: implies(
        range.isThere,
        and(
          version.isThere,
          or(ult(range.position, version.position), and(isRange, version.isZero)),
        ),
      ),
    },
    {
      claim: "a newest version that is not home is known",
      holds: implies(and(version.isThere, uge(version.position, released)), or(isEntry, isRange)),
    },
  ];
}

// What happens to a sector

/** History goes on with a record that touches the sector, if that is meant. */
export const touched = (before: Version, { isMeant, position, isZero }: Entering): Version => ({
  isThere: or(isMeant, before.isThere),
  position: ite(isMeant, position, before.position),
  isZero: ite(isMeant, isZero, before.isZero),
});

export const isSameRange = (one: NewestRange, other: NewestRange): Term =>
  and(equal(one.isThere, other.isThere), implies(one.isThere, equal(one.position, other.position)));

/** A large range becomes known, if it is over the sector. */
export const ranged = (before: NewestRange, isMeant: Term, position: Term): NewestRange => {
  const isNewer = and(isMeant, or(not(before.isThere), ult(before.position, position)));
  return {
    isThere: or(isMeant, before.isThere),
    position: ite(isNewer, position, before.position),
  };
};

/** An entry may be forgotten that is younger than this, and no other: whether one became the other. */
export function mayBecome(
  before: Entry,
  after: Entry,
  ageMin: Term,
  window: Window,
  age: Term = ageOfEntry(before, window),
): Term {
  const isGone = and(not(after.isPresent), ult(age, ageMin));
  return or(areSame(after, before), isGone);
}

/** What is left when what has no age is forgotten, where it is looked at. */
export const swept = (before: Entry, isLookedAt: Term, window: Window): Entry =>
  forgotten(before, and(isLookedAt, equal(ageOfEntry(before, window), NEVER_AGE)));

/** The age of what is just not home: what is less is a cache only. */
export const ageOfReleased = ({ window, released }: Reading): Term =>
  add(low(sub(released, window.from)), constant(32, 1));

// What a reader is shown

const ageOfNewest = ({ isThere, position }: NewestRange, window: Window): Term =>
  ite(and(isThere, ult(position, window.head)), ageOf(position, window), NEVER_AGE);

/** Where a reader is sent for the sector. */
export function shown(
  { entry, range }: Known,
  { window, released }: Reading,
  age: Term = ageOfEntry(entry, window),
): Term {
  const rangeAge = ageOfNewest(range, window);
  return sourceOf(entry, age, rangeAge, isHomeAt(rangeAge, window, released));
}

/** That this is the newest version, or home, where home has it. */
export function isNewest(
  { entry, range }: Known,
  version: Version,
  reading: Reading,
  source: Term = shown({ entry, range }, reading),
): Claim[] {
  const { window, released } = reading;
  const { isThere, position, isZero } = version;
  const isFrom = (where: Term) => equal(source, where);
  return [
    {
      claim:
        "home is shown only if no record touches the sector, or the last one that does is home",
      holds: implies(isFrom(FROM_HOME), or(not(isThere), ult(position, released))),
    },
    {
      claim: "the ring is shown only where the newest version stands in it, at its position",
      holds: implies(
        isFrom(FROM_RING),
        all([
          isThere,
          not(isZero),
          equal(low(position), entry.position),
          ule(window.from, position),
          ult(position, window.head),
        ]),
      ),
    },
    {
      claim: "zeros are shown only if the newest version is zeros",
      holds: implies(isFrom(FROM_ZERO), and(isThere, isZero)),
    },
    { claim: "there is nothing else to show", holds: ule(source, FROM_ZERO) },
  ];
}
