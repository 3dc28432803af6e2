/** Clients, server or keeper are killed: memory stays, and nothing is lost. */
import { constant, equal, implies, sub, type Term, TRUE, ugt, ule } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import {
  contentAfter,
  crash,
  type Disk,
  lastTouch,
  read,
  type Superblock,
  standsInVault,
} from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import { any, anyDisk, anySuperblock } from "./any-disk.js";
import { farFromEnd, isSound, isSoundAt, staysSound } from "./sound.js";
import { crashTheorem } from "./theorem.js";

const GARBAGE = any("garbage");
const RECORD = any("record");
const BEFORE_IT = sub(RECORD, constant(64, 1));

/** What the sector must hold. */
export const newest = ({ sector, stream }: Disk) => contentAfter(sector, stream.records);

/** After the first `records` records: the newest one that touches the sector, and those before it. */
export function aroundNewest({ sector }: Disk, records: Term): Term[] {
  const record = lastTouch(sector, records);
  return [record, sub(record, constant(64, 1))];
}

/** That a client reads what the whole history of `before` has written. */
export const readsAll = (before: Disk, after: Disk, reading = read): Obligation => ({
  claim: "a client reads what the newest record has written",
  goal: equal(reading(after, GARBAGE), newest(before)),
});

export const toldOf = (before: Disk, after: Disk): Obligation[] => [
  { claim: "what clients were told is not taken back", goal: equal(after.told, before.told) },
  { claim: "and it is in the history", goal: ule(after.told, after.marks.head) },
  {
    claim: "of which nothing is missing",
    goal: equal(after.stream.records, before.stream.records),
  },
];

export const anySoundDisk = (disk: Disk): Term[] => [
  ...isSound(disk),
  ...isSoundAt(disk, aroundNewest(disk, disk.stream.records)),
  ...farFromEnd(disk),
];

function clientStatement(reading: typeof read): Statement {
  const disk = anyDisk();
  return {
    together: true,
    hypotheses: anySoundDisk(disk),
    obligations: [readsAll(disk, disk, reading), ...toldOf(disk, disk)],
  };
}

function serverStatement(killed: (disk: Disk) => Disk): Statement {
  const disk = anyDisk();
  const next = killed(disk);
  const isTakenUp: Obligation = {
    claim: "the vault holds every record that is not released, whole",
    goal: implies(ugt(RECORD, disk.releasedRecords), standsInVault(disk, RECORD)),
    when: [ule(RECORD, disk.stream.records), ...isSoundAt(disk, [BEFORE_IT])],
  };
  return {
    together: true,
    hypotheses: anySoundDisk(disk),
    obligations: [
      isTakenUp,
      readsAll(disk, next),
      ...toldOf(disk, next),
      ...staysSound(disk, next),
    ],
  };
}

function keeperStatement(
  killed: typeof crash.keeperKilled,
  mayBeFound: typeof crash.mayBeFound,
): Statement {
  const disk = anyDisk();
  const found = anySuperblock("found");
  const next = killed(disk, found);
  return {
    together: true,
    hypotheses: [
      ...anySoundDisk(disk),
      ...isSoundAt(disk, [found.released]),
      mayBeFound(disk, found),
    ],
    obligations: [
      readsAll(disk, next),
      ...toldOf(disk, next),
      ...staysSound(disk, next, [found.released]),
    ],
  };
}

const keeper = (
  change: (disk: Disk, found: Superblock) => Disk = crash.keeperKilled,
  mayBeFound = crash.mayBeFound,
) => keeperStatement(change, mayBeFound);

export const KILLED: readonly Theorem[] = [
  crashTheorem({
    id: "client-crashes",
    says: "database or guest crashes: reading from the vault first and then from the disk, whoever reads gets what the newest record has written, at any instant; so all that was acknowledged",
    build: () => clientStatement(read),
    wrong: {
      "what is journaled is read from the disk": () =>
        clientStatement((disk, garbage) =>
          read({ ...disk, releasedRecords: disk.journaledRecords }, garbage),
        ),
      "the vault is not asked": () => clientStatement((disk) => disk.sector.home),
      "the disk is not asked": () =>
        clientStatement((disk, garbage) =>
          read({ ...disk, sector: { ...disk.sector, home: garbage } }, garbage),
        ),
    },
  }),
  crashTheorem({
    id: "server-killed",
    says: "the server is killed, in the middle of a record or not: the one that follows finds all records whole in the vault, and nothing is lost",
    build: () => serverStatement(crash.serverKilled),
    wrong: {
      "it counts the record in the making": () =>
        serverStatement((disk) =>
          crash.serverKilled({ ...disk, marks: { ...disk.marks, head: disk.filled } }),
        ),
      "it takes up only what was acknowledged": () =>
        serverStatement((disk) =>
          crash.serverKilled({ ...disk, marks: { ...disk.marks, head: disk.told } }),
        ),
      "it takes up only what is journaled": () =>
        serverStatement((disk) => {
          const next = crash.serverKilled(disk);
          return { ...next, stream: { ...next.stream, records: disk.journaledRecords } };
        }),
    },
  }),
  crashTheorem({
    id: "keeper-killed",
    says: "the keeper is killed, in the middle of any write or sync: the one that follows goes on from the superblock that it finds, and nothing is lost",
    build: () => keeper(),
    wrong: {
      "it takes what is journaled for home": () =>
        keeper((disk, found) => ({
          ...crash.keeperKilled(disk, found),
          homeRecords: disk.journaledRecords,
        })),
      "it releases what it finds": () =>
        keeper((disk, found) => ({
          ...crash.keeperKilled(disk, found),
          releasedRecords: found.released,
        })),
      "it may find any superblock": () => keeper(crash.keeperKilled, () => TRUE),
    },
  }),
];
