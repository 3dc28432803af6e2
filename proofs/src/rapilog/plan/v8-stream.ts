/** Streams of records for the plan in V8, and what it must make of them: a slow model. */
import type { Random } from "@ashlar/rapilog/random";
import { checksumOf } from "../encode/checksum.js";
import { type Fields, fieldsOf, headerOf } from "../v8.js";

export const SECTOR_BYTES = 512;
export const RING_SECTORS = 2048;
const PAGE_SECTORS = 8n;
/** Pages beyond are on no disk, and have no key. */
export const PAGES_MAX = 1n << 44n;
export const Kind = { write: 1, zero: 2, trim: 3, zeroKeep: 4, pad: 5 } as const;

/** A record as somebody asks for it: sectors of the disk. */
export interface Asked {
  readonly kind: number;
  readonly first: bigint;
  readonly sectors: number;
  /** Its payload does not verify. */
  readonly isDamaged?: boolean;
}

/** A record in its place. */
export interface Placed extends Asked {
  readonly position: bigint;
  /** All that it takes of the stream. */
  readonly size: number;
  readonly life: bigint;
  readonly bytes: Uint8Array;
}

const padded = (sectors: number, grain: number) => Math.ceil(sectors / grain) * grain;

/** The records one after the other, from a position on; a pad where one would run over the end. */
export function placed(asked: readonly Asked[], from: bigint, grain: number): Placed[] {
  const records: Placed[] = [];
  let position = from;
  const put = (one: Asked, size: number) => {
    const life = 3n + BigInt(records.length);
    records.push({ ...one, position, size, life, bytes: bytesOf(one, position, life, grain) });
    position += BigInt(size);
  };
  for (const one of asked) {
    const size = grain + (one.kind === Kind.write ? padded(one.sectors, grain) : 0);
    const room = RING_SECTORS - Number(position % BigInt(RING_SECTORS));
    if (size > room) put({ kind: Kind.pad, first: 0n, sectors: room - grain }, room);
    put(one, size);
  }
  return records;
}

function bytesOf(asked: Asked, position: bigint, life: bigint, grain: number): Uint8Array {
  const isWrite = asked.kind === Kind.write;
  const payload = new Uint8Array(isWrite ? padded(asked.sectors, grain) * SECTOR_BYTES : 0);
  for (let at = 0; at < payload.length; at += SECTOR_BYTES) payload[at] = (at / SECTOR_BYTES) & 255;
  const fields: Fields = {
    ...fieldsOf(payload.subarray(0, 0)),
    ...{ kind: asked.kind, position, incarnation: life },
    ...{ offset: asked.first * 512n, length: BigInt(asked.sectors) * 512n },
    payloadSum: isWrite ? checksumOf(payload) : 0n,
  };
  const bytes = new Uint8Array(grain * SECTOR_BYTES + payload.length);
  bytes.set(headerOf(fields));
  bytes.set(payload, grain * SECTOR_BYTES);
  if (asked.isDamaged) bytes[bytes.length - 1]! ^= 1;
  return bytes;
}

/** What must come of a batch. */
export interface Expected {
  readonly kind: number;
  readonly position: bigint;
  readonly life: bigint | undefined;
  readonly range: Placed | undefined;
  readonly fragments: number;
  /** By sector of the disk: the newest version's position. */
  readonly newest: ReadonlyMap<bigint, bigint>;
}

const pagesOf = ({ first, sectors }: Asked) =>
  Number((first + BigInt(sectors) - 1n) / PAGE_SECTORS - first / PAGE_SECTORS) + 1;

const RECORD_FRAGMENTS_MAX = 65;
const [NOTHING, WRITES, DAMAGED] = [0, 1, 5];

export function expectedBatch(
  records: readonly Placed[],
  [from, to]: readonly [bigint, bigint],
  { grain, fragmentsMax }: { grain: number; fragmentsMax: number },
): Expected {
  const newest = new Map<bigint, bigint>();
  let [position, fragments] = [from, 0];
  let life: bigint | undefined;
  const result = (kind: number, range?: Placed): Expected => ({
    ...{ kind, position, life, range, fragments, newest },
  });
  while (position < to && fragments + RECORD_FRAGMENTS_MAX <= fragmentsMax) {
    const record = records.find((one) => one.position === position);
    const isWhole = record && !record.isDamaged && position + BigInt(record.size) <= to;
    if (!isWhole && position === from) return result(DAMAGED);
    if (!isWhole) break;
    const isRange = record.kind !== Kind.write && record.kind !== Kind.pad;
    if (isRange && fragments > 0) break;
    life = record.life;
    position += BigInt(record.size);
    if (isRange) return result(record.kind, record);
    if (record.kind === Kind.pad) continue;
    fragments += pagesOf(record);
    for (let at = 0n; at < BigInt(record.sectors); at++)
      newest.set(record.first + at, record.position + BigInt(grain) + at);
  }
  if ([...newest.keys()].some((sector) => sector >= PAGES_MAX * PAGE_SECTORS)) {
    return { ...result(DAMAGED), position: from, fragments: 0, newest: new Map() };
  }
  return result(position > from ? WRITES : NOTHING);
}

export interface Run {
  readonly offset: bigint;
  readonly pieces: readonly { address: number; bytes: number }[];
}

/** The runs that bring it home. */
export function expectedRuns(
  newest: Expected["newest"],
  addressOf: (position: bigint) => number,
  { piecesMax, runBytesMax }: { piecesMax: number; runBytesMax: number },
): Run[] {
  const runs: { offset: bigint; end: bigint; pieces: { address: number; bytes: number }[] }[] = [];
  const sectors = [...newest].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [sector, position] of sectors) {
    const address = addressOf(position);
    const run = runs.at(-1);
    const last = run?.pieces.at(-1);
    const isNext = run !== undefined && run.end === sector && bytesIn(run.pieces) < runBytesMax;
    const goesOn = last !== undefined && last.address + last.bytes === address;
    if (isNext && goesOn) last.bytes += SECTOR_BYTES;
    else if (isNext && run.pieces.length < piecesMax)
      run.pieces.push({ address, bytes: SECTOR_BYTES });
    else {
      const pieces = [{ address, bytes: SECTOR_BYTES }];
      runs.push({ offset: sector * 512n, end: sector + 1n, pieces });
      continue;
    }
    run.end = sector + 1n;
  }
  return runs;
}

const bytesIn = (pieces: readonly { bytes: number }[]) =>
  pieces.reduce((sum, { bytes }) => sum + bytes, 0);

const HIGH_PAGES = [0n, 3n, 1n << 11n, 1n << 22n, (1n << 33n) + 5n, (1n << 40n) + 1n];

/** Records at random: near each other, so that they overlap and touch, in pages far from each other. */
export function randomRecords(random: Random, count: number, sectorsMax: number): Asked[] {
  const pages = random.chance(0.5) ? HIGH_PAGES.slice(0, 2) : HIGH_PAGES;
  return Array.from({ length: count }, () => {
    const first = random.pick(pages) * PAGE_SECTORS + BigInt(random.below(20));
    const sectors = 1 + random.below(sectorsMax);
    if (random.chance(0.1)) {
      const kind = random.pick([Kind.zero, Kind.trim, Kind.zeroKeep]);
      return { kind, first, sectors };
    }
    return { kind: Kind.write, first, sectors, isDamaged: random.chance(0.03) };
  });
}
