/**
 * The durable disk: what it is at any instant, and what a client reads from it.
 *
 *     clients ─▶ vault (memory) ─▶ journal (disk, synced) ─▶ home (the disk itself, synced)
 *
 * The vault holds all records that are not home yet, and the journal all of them that it has synced.
 * Both are rings of the same size: what is written at a position destroys what stood there one ring
 * before. `steps.ts` says what happens to the disk, `crash.ts` what is left after a crash.
 */
import { add, ite, sub, type Term, uge, ugt, ule, ult } from "@ashlar/logic";
import { larger, ONE, ZERO } from "../number.js";
import { firstSuperblock, type Journal } from "./journal.js";
import { contentAfter, freshSector, lastTouch, type Sector } from "./sector.js";
import { emptyStream, endOf, type Stream } from "./stream.js";
import type { Watermarks } from "./watermarks.js";
import * as watermarks from "./watermarks.js";

export interface Disk {
  /** Sectors in the ring. */
  readonly ringSectors: Term;
  readonly stream: Stream;
  /** One sector of the disk, whichever. */
  readonly sector: Sector;
  readonly journal: Journal;
  /** As the server has them: positions. */
  readonly marks: Watermarks;
  /** How many lives the service has had. */
  readonly life: Term;
  /** So many records are wholly journaled. */
  readonly journaledRecords: Term;
  /** So many records are home for certain, whatever the superblock says. */
  readonly homeRecords: Term;
  /** So many records are released: their room in the ring may be used. */
  readonly releasedRecords: Term;
  /** How far the vault's memory has been written: beyond the head a record is in the making. */
  readonly filled: Term;
  /** Clients were told that all before this position is durable. */
  readonly told: Term;
  /** So many sectors the power supply must be able to have written, for what clients were told. */
  readonly promised: Term;
  /** While the power fails: so many sectors can still be written and synced. */
  readonly energy: Term;
}

/** A new disk, the sector of which holds `content`. */
export function freshDisk(ringSectors: Term, content: Term): Disk {
  const superblock = firstSuperblock();
  return {
    ...{ ringSectors, stream: emptyStream(), sector: freshSector(content) },
    journal: { superblock, staged: superblock, fence: ZERO },
    ...{ marks: watermarks.attach(ZERO), life: ONE },
    ...{ journaledRecords: ZERO, homeRecords: ZERO, releasedRecords: ZERO },
    ...{ filled: ZERO, told: ZERO, promised: ZERO, energy: ZERO },
  };
}

/** What clients were told, and only memory holds. */
export const atStake = ({ told, marks: { journaled } }: Pick<Disk, "told" | "marks">) =>
  ite(ugt(told, journaled), sub(told, journaled), ZERO);

/**
 * The disk after its watermarks have moved. What was told is told: a server that was killed may come
 * back with watermarks that are behind it. The promise follows the budget, but a lower budget only
 * when no more is at stake than it covers.
 */
export function withMarks(disk: Disk, marks: Watermarks): Disk {
  const told = larger(disk.told, marks.acknowledged);
  const isCovered = ule(atStake({ told, marks }), marks.budget);
  return { ...disk, marks, told, promised: ite(isCovered, marks.budget, disk.promised) };
}

/** Whether the vault still holds record `record`: nothing has been written over its beginning. */
export function standsInVault({ stream, ringSectors, filled }: Disk, record: Term): Term {
  const begin = endOf(stream, sub(record, ONE));
  return uge(add(begin, ringSectors), filled);
}

/**
 * What a client reads: the newest record that touches the sector, from the vault, if it is not
 * released; otherwise what stands on the disk itself. `garbage` is what the ring would give for a
 * record that it does not hold any more.
 */
export function read(disk: Disk, garbage: Term): Term {
  const { sector, stream } = disk;
  const newest = lastTouch(sector, stream.records);
  const written = ite(standsInVault(disk, newest), contentAfter(sector, newest), garbage);
  return ite(ult(disk.releasedRecords, newest), written, sector.home);
}
