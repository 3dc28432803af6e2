/**
 * Which sectors of the disk stand in the ring, in their newest version, and where.
 *
 * The overlay is a map from a page and a sector of it to an entry. It forgets: what is home may go,
 * because home then holds the newest version; what was overwritten in the ring must go before the
 * lower half of its position is taken for a position of today. So an entry that is there is a hint
 * that has to prove itself by its age, and one that is not there is never asked for.
 *
 * Large ranges of zeros are not in it; they have a table of their own.
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

/** What is known of one sector. */
export interface Entry {
  /** A truth value: otherwise there is no entry, and the rest means nothing. */
  readonly isPresent: Term;
  /** The lower half of its position, 32 bits. */
  readonly position: Term;
  /** A truth value: it reads as zeros, and the position is that of the record that says so. */
  readonly isZero: Term;
}

/** The part of the stream that may be read from the ring. */
export interface Window {
  /** Its first position: `heldFrom`. */
  readonly from: Term;
  /** The position behind its last. */
  readonly head: Term;
}

const low = (position: Term) => extract(position, 31, 0);
const word = (value: number) => constant(32, value);

export const NO_ENTRY: Entry = { isPresent: FALSE, position: word(0), isZero: FALSE };

/** One entry where a condition holds, otherwise another. */
export const chosen = (condition: Term, one: Entry, other: Entry): Entry => ({
  isPresent: ite(condition, one.isPresent, other.isPresent),
  isZero: ite(condition, one.isZero, other.isZero),
  position: ite(condition, one.position, other.position),
});

/** Whether two entries say the same. */
export function areSame(one: Entry, other: Entry): Term {
  const isSame = all([equal(one.position, other.position), equal(one.isZero, other.isZero)]);
  return and(equal(one.isPresent, other.isPresent), implies(one.isPresent, isSame));
}

// How new

/**
 * How new a position is, of which the lower half is known: 1 + its distance from the window's
 * start, and 0 outside of the window. Greater is newer.
 */
export function ageOfPosition(position: Term, { from, head }: Window): Term {
  const distance = sub(position, low(from));
  return ite(ult(distance, low(sub(head, from))), add(distance, word(1)), word(0));
}

/** The same of a whole position, which does not lie beyond the head. */
export function ageOf(position: Term, { from }: Window): Term {
  return ite(uge(position, from), add(low(sub(position, from)), word(1)), word(0));
}

/** How new a sector's entry is; 0 if it is dead, or there is none. */
export const ageOfEntry = ({ isPresent, position }: Entry, window: Window) =>
  ite(isPresent, ageOfPosition(position, window), word(0));

// Large ranges

/** Sectors [first, end) of the disk are zeros, says the record at `position`. 64 bits each. */
export interface Range {
  readonly first: Term;
  readonly end: Term;
  readonly position: Term;
}

/** How new a range is as far as it is about a sector; 0 if it is not, or dead. */
export function ageOfRange({ first, end, position }: Range, sector: Term, window: Window): Term {
  const isOver = and(ule(first, sector), ult(sector, end));
  return ite(and(isOver, ult(position, window.head)), ageOf(position, window), word(0));
}

/** Whether what is so new is home already. */
export const isHomeAt = (age: Term, { from }: Window, released: Term) =>
  ule(add(from, zeroExtend(age, 64)), released);

// What happens to an entry

/** What is entered of a sector, where it is meant. */
export interface Entering {
  readonly isMeant: Term;
  readonly position: Term;
  readonly isZero: Term;
}

/** A new version of the sector stands in the ring. */
export function put(before: Entry, { isMeant, position, isZero }: Entering): Entry {
  return {
    isPresent: or(isMeant, before.isPresent),
    position: ite(isMeant, position, before.position),
    isZero: ite(isMeant, isZero, before.isZero),
  };
}

/** What is left of an entry when it is forgotten, if it is. */
export const forgotten = (before: Entry, isForgotten: Term): Entry => ({
  ...before,
  isPresent: and(before.isPresent, not(isForgotten)),
});

// What a reader is shown

/** Where a sector comes from: home, the ring, or nowhere, for zeros. */
export const [FROM_HOME, FROM_RING, FROM_ZERO] = [word(0), word(1), word(2)];

/**
 * The newest of three: the overlay's entry, a large range (0 for none), and home for what has
 * neither. A range that is home itself wins for home.
 */
export function sourceOf(entry: Entry, age: Term, rangeAge: Term, isRangeHome: Term): Term {
  const ofEntry = ite(entry.isZero, FROM_ZERO, FROM_RING);
  return ite(
    ult(age, rangeAge),
    ite(isRangeHome, FROM_HOME, FROM_ZERO),
    ite(equal(age, word(0)), FROM_HOME, ofEntry),
  );
}
