/**
 * What happens to the disk: events that clients, the power supply and the devices cause, and the
 * effects that server and keeper have on memory and disks, one by one. A crash comes between any two
 * of them.
 *
 * Each says when it may happen, which is what server and keeper see to, and what is then. A write to
 * a device counts when a sync after it has succeeded; until then anything may stand there. So an
 * error is no step of its own: what failed has not happened, and is done again.
 */
import {
  add,
  all,
  and,
  constant,
  equal,
  FALSE,
  implies,
  ite,
  not,
  or,
  sub,
  type Term,
  TRUE,
  uge,
  ugt,
  ule,
  ult,
} from "@ashlar/logic";
import { isBetween, ONE, ZERO } from "../number.js";
import { type Disk, withMarks } from "./disk.js";
import { contentAfter, lastTouch, type Touch, withTouch } from "./sector.js";
import { endOf, lifeOf, withRecord } from "./stream.js";
import * as watermarks from "./watermarks.js";

export interface Step<Event> {
  /** Whether it may happen: a truth value. */
  readonly may: (disk: Disk, event: Event) => Term;
  readonly next: (disk: Disk, event: Event) => Disk;
}

// The server

/** A record of so many sectors is being made in the vault's memory, beyond the head. */
export const fill: Step<{ sectors: Term }> = {
  may: ({ marks, ringSectors, journal, life }, { sectors }) =>
    all([
      not(marks.powerFails),
      not(equal(marks.journal, watermarks.JOURNAL_FAILED)),
      uge(watermarks.freeSectors(marks, ringSectors), sectors),
      // Nobody appends before the journal durably knows of this life, and that something follows.
      equal(journal.superblock.life, life),
      not(or(journal.superblock.clean, journal.staged.clean)),
    ]),
  next: (disk, { sectors }) => {
    const end = add(disk.marks.head, sectors);
    return { ...disk, filled: ite(ult(disk.filled, end), end, disk.filled) };
  },
};

/** It is complete, and the head moves: a write, a range, or a pad, which touches nothing. */
export const append: Step<{ sectors: Term } & Touch> = {
  may: (disk, { sectors }) =>
    all([
      fill.may(disk, { sectors }),
      ugt(sectors, ZERO),
      ule(sectors, sub(disk.filled, disk.marks.head)),
    ]),
  next: (disk, { sectors, touches, content }) => {
    const { stream, sector, life, marks } = disk;
    return {
      ...withMarks(disk, watermarks.advanceHead(marks, sectors)),
      stream: withRecord(stream, sectors, life),
      sector: withTouch(sector, stream.records, { touches, content }),
    };
  },
};

// The journal thread

/** How far a sync has come: a position, and how many records end at or before it. */
export interface Reach {
  readonly position: Term;
  readonly records: Term;
}

/** Whether so many records end at or before a position, and no more. */
function isReach({ stream, marks }: Disk, { position, records }: Reach): Term {
  const next = endOf(stream, add(records, ONE));
  return all([
    ule(records, stream.records),
    ule(endOf(stream, records), position),
    or(equal(records, stream.records), ult(position, next)),
    isBetween(marks.journaled, position, marks.head),
  ]);
}

function journaledTo(disk: Disk, { position, records }: Reach): Disk {
  const moved = withMarks(disk, watermarks.journaled(disk.marks, position));
  return { ...moved, journaledRecords: records };
}

/** A sync has succeeded: the journal holds all before a position. */
export const journalSynced: Step<Reach> = { may: isReach, next: journaledTo };

/** A write while the power fails: what clients were told goes first, then the rest. */
function isEmergencyWrite(disk: Disk, reach: Reach): Term {
  const isToldFirst = implies(ugt(disk.told, disk.marks.journaled), ule(reach.position, disk.told));
  return all([disk.marks.powerFails, isReach(disk, reach), isToldFirst]);
}

const costOf = ({ marks }: Disk, { position }: Reach) => sub(position, marks.journaled);

/** The energy suffices for it, and for the sync. */
export const emergencyWrite: Step<Reach> = {
  may: (disk, reach) => and(isEmergencyWrite(disk, reach), ule(costOf(disk, reach), disk.energy)),
  next: (disk, reach) => ({
    ...journaledTo(disk, reach),
    energy: sub(disk.energy, costOf(disk, reach)),
  }),
};

/** It does not: the write is cut short, and nothing of it counts. */
export const energyEnds: Step<Reach> = {
  may: (disk, reach) => and(isEmergencyWrite(disk, reach), ugt(costOf(disk, reach), disk.energy)),
  next: (disk) => ({ ...disk, energy: ZERO }),
};

/** The next superblock is written: what is home; or, at a stop, that nothing follows, and then no
 * other before that is synced. */
export const superblockStaged: Step<{ clean: Term }> = {
  may: ({ homeRecords, stream, journal: { superblock, staged } }, { clean }) =>
    and(
      implies(clean, equal(homeRecords, stream.records)),
      implies(not(clean), or(not(staged.clean), superblock.clean)),
    ),
  next: (disk, { clean }) => {
    const { homeRecords: released, stream, life, journal } = disk;
    const staged = { released, floor: lifeOf(stream, released), life, clean };
    return { ...disk, journal: { ...journal, staged } };
  },
};

/** A sync has succeeded: it is durable. */
export const superblockSynced: Step<object> = {
  may: () => TRUE,
  next: (disk) => ({ ...disk, journal: { ...disk.journal, superblock: disk.journal.staged } }),
};

/** What a synced superblock names as home is released: its room in the ring may be used. */
export const release: Step<object> = {
  may: () => TRUE,
  next: (disk) => {
    const { released } = disk.journal.superblock;
    const position = endOf(disk.stream, released);
    const moved = withMarks(disk, watermarks.released(disk.marks, position));
    return { ...moved, releasedRecords: released };
  },
};

/**
 * The journal's errors last: another one takes over. All that is not home by the old one's last
 * superblock is written to it and synced, with a fence behind it, and then a superblock says that it
 * counts. What else stands there is of lives that are over, like in any journal.
 */
export const spareTakesOver: Step<object> = {
  may: () => TRUE,
  next: (disk) => {
    const { journal, stream, marks } = disk;
    const reached = journaledTo(disk, { position: marks.head, records: stream.records });
    return {
      ...reached,
      journal: { ...journal, staged: journal.superblock, fence: marks.head },
    };
  },
};

// The home thread

/** A home write is under way: of an epoch, the records after those that are home up to `limit`. It
 * may leave anything, half of it or all of it, and an epoch that is cut short is begun again. What
 * belongs there is said in `batch.ts`. */
export const homeWrite: Step<{ limit: Term; content: Term }> = {
  may: ({ homeRecords, journaledRecords, sector }, { limit }) =>
    and(ule(limit, journaledRecords), ugt(lastTouch(sector, limit), homeRecords)),
  next: (disk, { content }) => ({
    ...disk,
    sector: { ...disk.sector, home: content, isSettled: FALSE },
  }),
};

/** A sync in the middle of an epoch. */
export const homeSync: Step<object> = {
  may: () => TRUE,
  next: (disk) => ({ ...disk, sector: { ...disk.sector, isSettled: TRUE } }),
};

/** All of an epoch is written, the newest of each sector, and a sync has succeeded. */
export const epochDone: Step<{ limit: Term }> = {
  may: ({ homeRecords, journaledRecords }, { limit }) =>
    isBetween(homeRecords, limit, journaledRecords),
  next: (disk, { limit }) => {
    const { sector, homeRecords } = disk;
    const isWritten = ugt(lastTouch(sector, limit), homeRecords);
    const home = ite(isWritten, contentAfter(sector, limit), sector.home);
    return { ...disk, sector: { ...sector, home, isSettled: TRUE }, homeRecords: limit };
  },
};

// The world

/** What the energy left after a power failure can write changes, in bytes. */
export const budget: Step<{ bytes: Term }> = {
  may: () => TRUE,
  next: (disk, { bytes }) => withMarks(disk, watermarks.budget(disk.marks, bytes)),
};

/** The power fails, with a warning: what was promised can still be written. Or it is back. */
export const power: Step<{ fails: Term; energy: Term }> = {
  may: ({ marks, promised }, { fails, energy }) =>
    implies(fails, and(not(marks.powerFails), uge(energy, promised))),
  next: (disk, { fails, energy }) => ({
    ...withMarks(disk, watermarks.power(disk.marks, fails)),
    energy,
  }),
};

/** The journal works, fails for now (1), or for good (2). */
export const fault: Step<{ journal: Term }> = {
  may: (_, { journal }) => ule(journal, constant(32, 2)),
  next: (disk, { journal }) => withMarks(disk, watermarks.fault(disk.marks, journal)),
};
