/**
 * What keeps tables in agreement with history, without code: any tables, any history, any window.
 * Each lemma is a theorem of its own (`rapilog/refines/contents-*`), and where code does what it is
 * about, theorems about this code rest on the lemma for the very terms.
 */
import { add, all, and, equal, implies, ite, not, or, type Term, ule, ult } from "@ashlar/logic";
import {
  contents,
  type Entering,
  type Known,
  overlay,
  type Reading,
  type Version,
} from "@ashlar/spec";
import { number32, number64 } from "../terms.js";
import { lowerHalf } from "./sector.js";

/** What is so of tables and history at some instant. */
export interface Instant {
  readonly known: Known;
  readonly version: Version;
  readonly reading: Reading;
  /** The whole position that the entry means. */
  readonly stands: Term;
  /** How new the entry is. */
  readonly age: Term;
}

/** The instant at which this is so. */
export const instantOf = (known: Known, version: Version, reading: Reading): Instant => ({
  ...{ known, version, reading },
  stands: contents.wholeOf(known.entry.position, reading.window.head),
  age: overlay.ageOfEntry(known.entry, reading.window),
});

/** Premises, by what they say, and what follows. */
export interface Lemma {
  readonly premises: Readonly<Record<string, Term>>;
  readonly conclusion: readonly Claimed[];
  /** What is shown first, from what a position's half and an age are. It is enough for the rest. */
  readonly steps: readonly Claimed[];
  /** What follows is shown for each of these apart; one of them is always so. */
  readonly cases?: readonly Term[];
}

export interface Claimed {
  readonly claim: string;
  readonly goal: Term;
}

/** What a lemma needs, beside that the tables agreed before. */
export const premisesOf = ({ premises }: Lemma): Claimed[] =>
  Object.entries(premises)
    .filter(([claim]) => claim !== AGREED_BEFORE)
    .map(([claim, goal]) => ({ claim, goal }));

const AGREED_BEFORE = "the tables agreed before";

/** A record may be a pad as long as the ring. */
const [RING_SECTORS_MAX, CALL_SECTORS_MAX] = [1n << 21n, 1n << 21n];
const STREAM_END = 1n << 62n;

/** That the tables agree, with entries that are swept in time. */
export function agreed(
  { known, version, reading, stands }: Instant,
  since: Term,
): readonly Claimed[] {
  const claims = contents.agreements(known, version, reading, stands);
  return [
    ...claims.map(({ claim, holds }) => ({ claim, goal: holds })),
    {
      claim: "the entry is swept in time",
      goal: contents.isSweptInTime(known.entry, stands, since),
    },
  ];
}

/** A window of at most a ring, in front of what is not home. */
export function isWindow({ window: { from, head }, released }: Reading): Term {
  return all([
    ule(from, released),
    ule(released, head),
    ule(head, add(from, number64(RING_SECTORS_MAX))),
    ule(head, number64(STREAM_END)),
  ]);
}

const areAgreed = (instant: Instant, since: Term) =>
  all(agreed(instant, since).map(({ goal }) => goal));

/**
 * Things are forgotten, and no record is appended: of entries what is younger than `ageMin`, of ranges
 * what is home and before what may be read then.
 */
export function forgetting(before: Instant, after: Instant, ageMin: Term, since: Term): Lemma {
  const [was, is] = [before.reading, after.reading];
  const { range } = before.known;
  const isDropped = all([
    not(after.known.range.isThere),
    ult(range.position, was.released),
    ult(range.position, is.window.from),
  ]);
  return {
    premises: {
      [AGREED_BEFORE]: areAgreed(before, since),
      "what is read and what is home goes on only": all([
        ule(was.window.from, is.window.from),
        ule(was.released, is.released),
      ]),
      "the window is one, before": isWindow(was),
      "the window is one, after": isWindow(is),
      "the head stays": equal(was.window.head, is.window.head),
      "only home is forgotten": ule(ageMin, contents.ageOfReleased(was)),
      "an entry stays or is forgotten": contents.mayBecome(
        before.known.entry,
        after.known.entry,
        ageMin,
        was.window,
        before.age,
      ),
      "a range stays or is dropped": or(contents.isSameRange(after.known.range, range), isDropped),
      "history stays": isSameVersion(before.version, after.version),
    },
    conclusion: agreed(after, since),
    steps: [
      meansItsAge(before),
      {
        claim: "an entry that stays means what it meant",
        goal: implies(after.known.entry.isPresent, equal(after.stands, before.stands)),
      },
    ],
  };
}

/** An entry's age is that of the whole position that it means. */
export const meansItsAge = ({
  known: { entry },
  reading: { window },
  stands,
  age,
}: Instant): Claimed => ({
  claim: "an entry's age is that of the whole position that it means",
  goal: equal(
    age,
    ite(and(entry.isPresent, ult(stands, window.head)), overlay.ageOf(stands, window), number32(0)),
  ),
});

export const isSameVersion = (one: Version, other: Version): Term =>
  and(
    equal(one.isThere, other.isThere),
    implies(one.isThere, and(equal(one.position, other.position), equal(one.isZero, other.isZero))),
  );

/** A record is appended that touches the sector, or not, after it was entered in the tables. */
export interface Appending extends Entering {
  /** As a large range; otherwise in the overlay. */
  readonly isRange: Term;
}

/** What is known when that has been entered. */
export function entered(known: Known, { isRange, ...entering }: Appending): Known {
  const { isMeant } = entering;
  const ofOverlay = lowerHalf({ ...entering, isMeant: and(isMeant, not(isRange)) });
  return {
    entry: overlay.put(known.entry, ofOverlay),
    range: contents.ranged(known.range, and(isMeant, isRange), entering.position),
  };
}

export const isSameKnown = (one: Known, other: Known): Term =>
  and(overlay.areSame(one.entry, other.entry), contents.isSameRange(one.range, other.range));

/** A record is appended: the head moves behind it. */
export function appendingTo(
  before: Instant,
  appending: Appending,
  after: Instant,
  since: Term,
): Lemma {
  const [was, is] = [before.reading, after.reading];
  const { isMeant, isZero, isRange, position } = appending;
  return {
    premises: {
      [AGREED_BEFORE]: areAgreed(before, since),
      "what may be read goes on only": ule(was.window.from, is.window.from),
      "what is home stays": equal(was.released, is.released),
      "the window is one, after": isWindow(is),
      "the head goes on": ule(was.window.head, is.window.head),
      "it does not come far": and(
        ule(since, was.window.head),
        ule(is.window.head, add(since, number64(CALL_SECTORS_MAX))),
      ),
      "the record stands between the heads": implies(
        isMeant,
        and(ule(was.window.head, position), ult(position, is.window.head)),
      ),
      "large ranges are of zeros": implies(and(isMeant, isRange), isZero),
      "it is entered": isSameKnown(after.known, entered(before.known, appending)),
      "it is history": isSameVersion(after.version, contents.touched(before.version, appending)),
    },
    conclusion: agreed(after, since),
    cases: [not(isMeant), and(isMeant, isRange), and(isMeant, not(isRange))],
    steps: [
      {
        claim: "an entry means the position that it meant, or the record's",
        goal: implies(
          after.known.entry.isPresent,
          equal(after.stands, ite(and(isMeant, not(isRange)), position, before.stands)),
        ),
      },
    ],
  };
}
