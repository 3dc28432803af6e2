/**
 * What is true of the disk at every instant, between any two effects. `proofs` shows that every step
 * and every recovery leaves it true, and that it is enough.
 *
 * What is so for all records, or at all positions, is said of any one or two.
 */
import { and, equal, implies, or, sub, type Term, ugt, ule, ult } from "@ashlar/logic";
import type { Claim } from "../claim.js";
import { isBetween, ONE, ZERO } from "../number.js";
import { atStake, type Disk } from "./disk.js";
import type { Superblock } from "./journal.js";
import { contentAfter, lastTouch } from "./sector.js";
import { endOf, endOfAll, lifeOf } from "./stream.js";
import * as watermarks from "./watermarks.js";

/** Of the disk as it stands. */
export function invariants(disk: Disk): Claim[] {
  return [
    ...watermarks.invariants(disk.marks, disk.ringSectors),
    ...orderInvariants(disk),
    ...markInvariants(disk),
    ...superblockInvariants(disk),
    ...powerInvariants(disk),
    {
      claim:
        "what stands at home is what it must hold there, or a journaled record will overwrite it",
      holds: isHomeSound(disk),
    },
  ];
}

/** Records go one way: vault, journal, home, superblock, room for others. */
function orderInvariants(disk: Disk): Claim[] {
  const { superblock, staged } = disk.journal;
  const stations = [
    ["released", disk.releasedRecords],
    ["home by the superblock", superblock.released],
    ["home by the staged superblock", staged.released],
    ["home", disk.homeRecords],
    ["journaled", disk.journaledRecords],
    ["in the history", disk.stream.records],
  ] as const;
  return stations.slice(1).map(([name, records], index) => ({
    claim: `what is ${stations[index]![0]} is ${name}`,
    holds: ule(stations[index]![1], records),
  }));
}

/** Records and the positions of the watermarks. */
function markInvariants(disk: Disk): Claim[] {
  const { stream, marks, releasedRecords, journaledRecords, filled, ringSectors } = disk;
  const isRoom = ule(sub(filled, marks.released), ringSectors);
  return [
    { claim: "all records end at the head", holds: equal(endOfAll(stream), marks.head) },
    {
      claim: "released records end at the watermark",
      holds: equal(endOf(stream, releasedRecords), marks.released),
    },
    {
      claim: "journaled records end before the watermark",
      holds: ule(endOf(stream, journaledRecords), marks.journaled),
    },
    {
      claim: "a record in the making takes no room of what is not released",
      holds: and(ule(marks.head, filled), isRoom),
    },
  ];
}

function superblockInvariants({ journal, stream, life }: Disk): Claim[] {
  const { superblock, staged } = journal;
  const isSound = ({ released, floor, clean }: Superblock) =>
    and(equal(floor, lifeOf(stream, released)), implies(clean, equal(released, stream.records)));
  return [
    { claim: "the superblock is sound", holds: isSound(superblock) },
    { claim: "the staged superblock is sound", holds: isSound(staged) },
    {
      claim: "the staged superblock is of this life or of the synced one's",
      holds: or(equal(staged.life, superblock.life), equal(staged.life, life)),
    },
    {
      claim: "all records are of lives that the superblock knows",
      holds: ule(lifeOf(stream, stream.records), superblock.life),
    },
    { claim: "the superblock knows no life to come", holds: isBetween(ONE, superblock.life, life) },
  ];
}

function powerInvariants(disk: Disk): Claim[] {
  const { told, marks, promised, energy } = disk;
  return [
    {
      claim: "clients were told what is acknowledged, and nothing that the vault does not hold",
      holds: isBetween(marks.acknowledged, told, marks.head),
    },
    { claim: "no more is at stake than was promised", holds: ule(atStake(disk), promised) },
    {
      claim: "while the power fails, the energy suffices for what is at stake",
      holds: implies(marks.powerFails, ule(atStake(disk), energy)),
    },
  ];
}

/**
 * That what stands at home is what the sector must hold after the records that are home, for good; or
 * that a journaled record after them touches it, so that it will be written again from the journal.
 */
function isHomeSound({ sector, homeRecords, journaledRecords }: Disk): Term {
  const isRight = equal(sector.home, contentAfter(sector, homeRecords));
  const isWrittenAgain = ugt(lastTouch(sector, journaledRecords), homeRecords);
  return or(and(isRight, sector.isSettled), isWrittenAgain);
}

/** Of the first `n` records, whatever n is. */
export function prefixInvariants(disk: Disk, n: Term): Claim[] {
  const { stream, sector, marks, journaledRecords, journal, life } = disk;
  const isOfThisLife = equal(lifeOf(stream, n), life);
  const isAtFence = equal(endOf(stream, n), journal.fence);
  const claims = [
    {
      claim: "what ends before the watermark counts as journaled",
      holds: implies(ule(endOf(stream, n), marks.journaled), ule(n, journaledRecords)),
    },
    {
      claim: "a record that is not journaled follows one of this life, or begins at the fence",
      holds: implies(ule(journaledRecords, n), or(isOfThisLife, isAtFence)),
    },
    {
      claim: "the newest record that touches the sector is one of them",
      holds: ule(lastTouch(sector, n), n),
    },
    { claim: "lives begin with 1", holds: implies(ult(ZERO, n), ule(ONE, lifeOf(stream, n))) },
  ];
  const isPrefix = ule(n, stream.records);
  return claims.map(({ claim, holds }) => ({ claim, holds: implies(isPrefix, holds) }));
}

const ofPrefixes = ({ stream }: Disk, a: Term, b: Term, claims: readonly Claim[]): Claim[] => {
  const isPrefix = and(ule(a, b), ule(b, stream.records));
  return claims.map(({ claim, holds }) => ({ claim, holds: implies(isPrefix, holds) }));
};

/** Of the first `a` and the first `b` records, whatever a and b are. */
export function streamInvariants(disk: Disk, a: Term, b: Term): Claim[] {
  const { stream } = disk;
  return ofPrefixes(disk, a, b, [
    {
      claim: "later records end later",
      holds: implies(ult(a, b), ult(endOf(stream, a), endOf(stream, b))),
    },
    {
      claim: "later records are of the same life or a later one",
      holds: ule(lifeOf(stream, a), lifeOf(stream, b)),
    },
  ]);
}

/** Likewise, of what the sector must hold after them. */
export function sectorInvariants(disk: Disk, a: Term, b: Term): Claim[] {
  const { sector } = disk;
  const isSame = and(
    equal(lastTouch(sector, a), lastTouch(sector, b)),
    equal(contentAfter(sector, a), contentAfter(sector, b)),
  );
  return ofPrefixes(disk, a, b, [
    {
      claim: "where no record in between touches the sector, it must hold the same",
      holds: or(ugt(lastTouch(sector, b), a), isSame),
    },
  ]);
}
