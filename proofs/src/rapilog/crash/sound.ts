/**
 * A disk is sound if the invariants hold in it. What they say of all records is used for those that
 * an argument speaks of, and shown of any two.
 */
import type { Term } from "@ashlar/logic";
import {
  type Claim,
  type Disk,
  invariants,
  prefixInvariants,
  sectorInvariants,
  streamInvariants,
  watermarks,
} from "@ashlar/spec";
import type { Obligation } from "../../prove/statement.js";
import { any } from "./any-disk.js";

/** Prefixes of history that every argument about a disk may speak of. */
const prefixesOf = ({ stream, journal, ...disk }: Disk): Term[] => [
  ...[disk.releasedRecords, journal.superblock.released, journal.staged.released],
  ...[disk.homeRecords, disk.journaledRecords, stream.records],
];
/** Those at which it matters what the sector must hold. */
const sectorPrefixesOf = ({ stream, homeRecords, journaledRecords }: Disk): Term[] => [
  ...[homeRecords, journaledRecords, stream.records],
];

type PairClaims = (disk: Disk, a: Term, b: Term) => Claim[];

const holding = (claims: readonly Claim[]) => claims.map(({ holds }) => holds);

/** Of each two of some prefixes, the shorter one first. */
const ofPairs = (disk: Disk, ascending: readonly Term[], claims: PairClaims) =>
  ascending.flatMap((b, index) =>
    ascending.slice(0, index).flatMap((a) => holding(claims(disk, a, b))),
  );

/** That the invariants hold, as far as every argument needs them. */
export function isSound(disk: Disk): Term[] {
  const prefixes = prefixesOf(disk);
  return [
    ...holding(invariants(disk)),
    ...prefixes.flatMap((n) => holding(prefixInvariants(disk, n))),
    ...ofPairs(disk, prefixes, streamInvariants),
    ...ofPairs(disk, sectorPrefixesOf(disk), sectorInvariants),
  ];
}

/** That they hold of more prefixes, each of them beside all others. */
export function isSoundAt(
  disk: Disk,
  prefixes: readonly Term[],
  beside: readonly Term[] = [],
): Term[] {
  const bothWays = (claims: PairClaims, one: Term, others: readonly Term[]) =>
    others.flatMap((other) => [
      ...holding(claims(disk, one, other)),
      ...holding(claims(disk, other, one)),
    ]);
  return prefixes.flatMap((n, index) => {
    const others = [...beside, ...prefixes.slice(0, index)];
    return [
      ...holding(prefixInvariants(disk, n)),
      ...bothWays(streamInvariants, n, [...prefixesOf(disk), ...others]),
      ...bothWays(sectorInvariants, n, [...sectorPrefixesOf(disk), ...others]),
    ];
  });
}

/** Prefixes of which nothing is known, to show something of. */
export const ANY_TWO: readonly [Term, Term] = [any("a"), any("b")];

const oblige = (claims: readonly Claim[], when: readonly Term[] = []): Obligation[] =>
  claims.map(({ claim, holds }) => ({ claim, goal: holds, when }));

/** That the invariants hold of a disk, all of them. */
export function becomesSound(disk: Disk): Obligation[] {
  const [a, b] = ANY_TWO;
  return [
    ...oblige(invariants(disk)),
    ...oblige(prefixInvariants(disk, a)),
    ...oblige(streamInvariants(disk, a, b)),
    ...oblige(sectorInvariants(disk, a, b)),
  ];
}

/**
 * The same of a disk that came from a sound one. What they say of any records and places may use that
 * it was so before, for the same records and places, and where records begin now. `beside` are other
 * prefixes that matter.
 */
export function staysSound(before: Disk, after: Disk, beside: readonly Term[] = []): Obligation[] {
  const [a, b] = ANY_TWO;
  const ofTwo = isSoundAt(before, [a, b], beside);
  return [
    ...oblige(invariants(after), []),
    ...oblige(prefixInvariants(after, a), isSoundAt(before, [a], beside)),
    ...oblige(streamInvariants(after, a, b), ofTwo),
    ...oblige(sectorInvariants(after, a, b), ofTwo),
  ];
}

/** No number of records, sectors or lives comes near the end of 64 bits (watermarks.ts has the
 * reason). */
export function farFromEnd({ stream, life, marks, filled, ringSectors }: Disk): Term[] {
  return [stream.records, life, marks.head, filled, ringSectors].map(watermarks.isFarFromEnd);
}
