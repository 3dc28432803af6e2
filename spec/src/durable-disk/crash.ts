/**
 * Crashes, and what comes after them: what each leaves, and how the service starts again from that.
 *
 * When server or keeper are killed the memory stays, and with it the vault. When the power goes, or
 * the host crashes, what was synced stays; of what was written and not synced any part may be there,
 * sector by sector. What that may be is said by `mayBeFound…`, and the world chooses.
 */
import {
  add,
  all,
  and,
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
  ule,
  ult,
} from "@ashlar/logic";
import { at, isBetween, ONE, ZERO } from "../number.js";
import type { Disk } from "./disk.js";
import type { Superblock } from "./journal.js";
import type { Sector } from "./sector.js";
import { cutAfter, endOf, lifeOf, type Stream } from "./stream.js";
import * as watermarks from "./watermarks.js";

// A process is killed

/**
 * The server is killed and comes back: it takes up what stands in the vault between the keeper's
 * `released` and the head, as they were published. A record in the making does not count. How power
 * and journal fare it hears from the keeper at once, of a budget later.
 */
export function serverKilled(disk: Disk): Disk {
  const { released, head, journaled, powerFails, journal } = disk.marks;
  const taken = watermarks.advanceHead(watermarks.attach(released), sub(head, released));
  const marks = watermarks.power(watermarks.journaled(taken, journaled), powerFails);
  return { ...disk, marks: watermarks.fault(marks, journal) };
}

/**
 * The keeper is killed and comes back: the vault stands as it is, and from the journal it has the
 * superblock that it finds, which it writes again before any other. What was home beyond that it
 * does not know any more.
 */
export function keeperKilled(disk: Disk, found: Superblock): Disk {
  const journal = { ...disk.journal, staged: found };
  return { ...disk, journal, homeRecords: found.released };
}

/** Whether a restart may find this superblock: the durable one, or one that was written after it;
 * not always the last such, if a sync has failed in between. */
export function mayBeFound({ journal, stream, life }: Disk, found: Superblock): Term {
  const { superblock, staged } = journal;
  const isLater = all([
    isBetween(superblock.released, found.released, staged.released),
    equal(found.floor, lifeOf(stream, found.released)),
    or(equal(found.life, superblock.life), equal(found.life, life)),
    implies(found.clean, and(staged.clean, equal(found.released, staged.released))),
  ]);
  return or(isSame(found, superblock), isLater);
}

const isSame = (one: Superblock, other: Superblock) =>
  all([
    equal(one.released, other.released),
    equal(one.floor, other.floor),
    equal(one.life, other.life),
    equal(one.clean, other.clean),
  ]);

// Memory is lost

/** What a power failure, or a crash of the host, leaves. */
export interface Remains {
  readonly ringSectors: Term;
  /** History, as it was; what of it is left is to be found out. */
  readonly stream: Stream;
  readonly sector: Sector;
  readonly superblock: Superblock;
  /** By position: the life of the whole record that begins there in the journal; 0 if none does. */
  readonly headers: Term;
}

/** What the world chooses of what may be left. */
export interface Found {
  readonly superblock: Superblock;
  readonly headers: Term;
  /** What stands at the sector's place if it was not synced. */
  readonly home: Term;
}

/** Power and memory go, at whatever instant. */
export function powerCut(disk: Disk, { superblock, headers, home }: Found): Remains {
  const { ringSectors, stream, sector } = disk;
  const stands = ite(sector.isSettled, sector.home, home);
  const settled = { ...sector, home: stands, isSettled: TRUE };
  return { ringSectors, stream, sector: settled, superblock, headers };
}

/**
 * Whether this may stand in the journal where, after the first `records` records, the next one
 * begins. It is that record itself if a sync has covered it, if it counts, and if nothing was written
 * over it: the ring was written up to the head at most. Otherwise it may be the record, one of any
 * earlier life, or nothing that is whole.
 *
 * At the fence it is nothing else than the record; or, before the fence is synced, what the recovery
 * came upon and did not take up, because it is of an earlier life than the record before it.
 */
export function mayBeFoundAfter(disk: Disk, { headers }: Found, records: Term): Term {
  const { stream, journal, ringSectors, marks, journaledRecords, life } = disk;
  const position = endOf(stream, records);
  const found = at(headers, position);
  const isRecord = and(
    ult(records, stream.records),
    equal(found, lifeOf(stream, add(records, ONE))),
  );
  const isSynced = all([
    uge(records, journal.superblock.released),
    ult(records, journaledRecords),
    uge(add(position, ringSectors), marks.head),
  ]);
  const isAtFence = equal(position, journal.fence);
  const isEarlier = ult(found, ite(isAtFence, lifeOf(stream, records), life));
  return or(isRecord, and(not(isSynced), or(equal(found, ZERO), isEarlier)));
}

/** Whether this may stand anywhere in the journal: whole records are of lives that it knew. */
export function mayBeFoundAt({ journal }: Disk, { headers }: Found, position: Term): Term {
  return ule(at(headers, position), journal.superblock.life);
}

// Starting again from the journal

/** How far a recovery has come: it has taken up so many records, the last one of this life. */
export interface Chain {
  readonly records: Term;
  readonly life: Term;
}

/** It begins with what is home. */
export const chainStart = ({ superblock }: Remains): Chain => ({
  records: superblock.released,
  life: superblock.floor,
});

/** The life of the whole record that stands in the journal after the first `records` records. */
export const headerAfter = ({ stream, headers }: Remains, records: Term) =>
  at(headers, endOf(stream, records));

/**
 * The life of the whole record that the recovery takes up next, 0 if it ends here. A record of an
 * earlier life than its predecessor is left over. What follows the first place without a record
 * does not count, whatever it looks like.
 */
export function nextInChain(remains: Remains, chain: Chain): Term {
  const { superblock } = remains;
  const found = headerAfter(remains, chain.records);
  const isInOrder = isBetween(chain.life, found, add(superblock.life, ONE));
  return ite(and(isInOrder, not(superblock.clean)), found, ZERO);
}

/**
 * The disk after a recovery that has taken up the first `records` records. They are read into a new
 * vault, the fence is written, and a superblock is staged that counts this life; before both are
 * synced nothing is appended. Nothing else on any disk is changed, so a crash in the middle leaves
 * what was there.
 */
export function recovered(remains: Remains, records: Term): Disk {
  const { ringSectors, sector, superblock } = remains;
  const stream = cutAfter(remains.stream, records);
  const { released } = superblock;
  const [start, end] = [endOf(stream, released), endOf(stream, records)];
  const life = add(superblock.life, ONE);
  const taken = watermarks.advanceHead(watermarks.attach(start), sub(end, start));
  return {
    ...{ ringSectors, stream, sector, life },
    journal: { superblock, staged: { ...superblock, life, clean: FALSE }, fence: end },
    marks: watermarks.journaled(taken, end),
    ...{ journaledRecords: records, homeRecords: released, releasedRecords: released },
    ...{ filled: end, told: end, promised: ZERO, energy: ZERO },
  };
}
