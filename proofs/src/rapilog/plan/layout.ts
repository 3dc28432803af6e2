/**
 * Where the plan keeps what it knows: a table of fragments, two of keys behind it, and the list of
 * pieces, which its caller places; and two small tables that the compiler placed.
 * `rapilog/assembly/fragments.ts` draws fragments and keys.
 */
import {
  add,
  and,
  any,
  equal,
  extract,
  isNonzero,
  lshr,
  mul,
  or,
  sub,
  type Term,
  uge,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import { areApart } from "../ack/tables.js";
import type { Moment } from "../core.js";
import { bytesOfSectors, isPlacedRing } from "../encode/is-record.js";
import { isInside, isWholeRounds } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { type Read, readArray } from "../overlay/table.js";
import { number32, number64 } from "../terms.js";

export const [FRAGMENT_BYTES, KEY_BYTES, PIECE_BYTES] = [16, 8, 8];
/** Of a fragment, with its place in two tables of keys. */
const ROW_BYTES = 32;
const FRAGMENTS_MIN = 65;
/** A key's lower bits are the number of its fragment. */
export const NUMBER_BITS = 20;
/** More than anybody has, and few enough for their bytes to be counted in 32 bits. */
const PIECES_MAX = 1 << 20;
const RUN_BYTES_MAX = 1 << 30;

/** What the compiler placed, one after the other. */
export const COUNTS = { from: 2560, bytes: 8192 };
export const SOURCES = { from: COUNTS.from + COUNTS.bytes, bytes: 32 };
const STATIC_END = SOURCES.from + SOURCES.bytes;

export type Named = Pick<Moment, "globals">;

/** A stretch of memory. */
interface Stretch {
  readonly from: Term;
  readonly bytes: Term;
}

const fragmentsOf = (plan: Named): Stretch => ({
  from: globalOf(plan, "fragments"),
  bytes: mul(globalOf(plan, "fragmentsMax"), number32(FRAGMENT_BYTES)),
});
const keysOf = (plan: Named, name: "keys" | "keysSpare"): Stretch => ({
  from: globalOf(plan, name),
  bytes: mul(globalOf(plan, "fragmentsMax"), number32(KEY_BYTES)),
});
const tablesOf = (plan: Named): Stretch[] => [
  fragmentsOf(plan),
  keysOf(plan, "keys"),
  keysOf(plan, "keysSpare"),
];
const ringOf = (plan: Named): Stretch => ({
  from: globalOf(plan, "base"),
  bytes: bytesOfSectors(globalOf(plan, "ringSectors")),
});
const listOf = (plan: Named): Stretch => ({
  from: globalOf(plan, "pieces"),
  bytes: mul(globalOf(plan, "piecesMax"), number32(PIECE_BYTES)),
});

const areDistinct = (one: Stretch, other: Stretch) =>
  areApart(one.from, one.bytes, other.from, other.bytes);

/** Numbers of fragments that fit into a key, and no more fragments than there is room for. */
function areCounted(plan: Moment): Term[] {
  const most = globalOf(plan, "fragmentsMax");
  return [
    ule(plan.pages, number32((1 << 16) - 1)),
    uge(most, number32(FRAGMENTS_MIN)),
    ult(most, number32(1 << NUMBER_BITS)),
    ule(globalOf(plan, "fragmentCount"), most),
  ];
}

/** The tables as `planConfigure` leaves them; those of keys change places with each pass of a sort. */
export function areConfigured(plan: Moment): Term[] {
  const [table, most] = [globalOf(plan, "fragments"), globalOf(plan, "fragmentsMax")];
  const first = add(table, mul(most, number32(FRAGMENT_BYTES)));
  const second = add(first, mul(most, number32(KEY_BYTES)));
  const [keys, spare] = [globalOf(plan, "keys"), globalOf(plan, "keysSpare")];
  return [
    ...areCounted(plan),
    isInside(plan.pages, table, mul(most, number32(ROW_BYTES))),
    uge(table, number32(STATIC_END)),
    or(
      and(equal(keys, first), equal(spare, second)),
      and(equal(keys, second), equal(spare, first)),
    ),
  ];
}

/** What matters of that: three tables within memory that have no byte in common. */
export function areTables(plan: Moment): Term[] {
  const [fragments, keys, spare] = tablesOf(plan) as [Stretch, Stretch, Stretch];
  return [
    ...areCounted(plan),
    ...[fragments, keys, spare].flatMap(({ from, bytes }) => [
      isInside(plan.pages, from, bytes),
      uge(from, number32(STATIC_END)),
    ]),
    areDistinct(fragments, keys),
    areDistinct(fragments, spare),
    areDistinct(keys, spare),
  ];
}

/** The same with a ring, which its caller gives a place of its own. */
export function isPlan(plan: Moment): Term[] {
  const ring = ringOf(plan);
  return [
    ...isPlacedRing(plan),
    uge(ring.from, number32(STATIC_END)),
    ...areTables(plan),
    ...tablesOf(plan).map((table) => areDistinct(ring, table)),
  ];
}

/** And with a list of pieces. */
export function hasList(plan: Moment): Term[] {
  const [list, most] = [listOf(plan), globalOf(plan, "piecesMax")];
  const run = globalOf(plan, "runBytesMax");
  return [
    isNonzero(most),
    ule(most, number32(PIECES_MAX)),
    isInside(plan.pages, list.from, list.bytes),
    uge(list.from, number32(STATIC_END)),
    ...[...tablesOf(plan), ringOf(plan)].map((other) => areDistinct(list, other)),
    isWholeRounds(run, 9),
    isNonzero(run),
    ule(run, number32(RUN_BYTES_MAX)),
  ];
}

const isIn = (address: Term, { from, bytes }: Stretch) => ult(sub(address, from), bytes);
export const isInTables = (plan: Named, address: Term) =>
  any(tablesOf(plan).map((table) => isIn(address, table)));
export const isInSpare = (plan: Named, address: Term) => isIn(address, keysOf(plan, "keysSpare"));
const placed = ({ from, bytes }: typeof COUNTS): Stretch => ({
  ...{ from: number32(from), bytes: number32(bytes) },
});
export const isInCounts = (address: Term) => isIn(address, placed(COUNTS));
export const isInSources = (address: Term) => isIn(address, placed(SOURCES));
export const isInList = (plan: Named, address: Term) => isIn(address, listOf(plan));

/** Where a fragment is, by its number. */
export const fragmentAt = (plan: Named, number: Term) =>
  add(globalOf(plan, "fragments"), mul(number, number32(FRAGMENT_BYTES)));
/** Where a key is, by its rank. */
export const keyAt = (plan: Named, rank: Term) =>
  add(globalOf(plan, "keys"), mul(rank, number32(KEY_BYTES)));

/** A fragment's first word: its page, and which of the page's sectors it has. */
export const pageOfWord = (word: Term) => lshr(word, number64(8));
export const pageOfKey = (key: Term) => lshr(key, number64(NUMBER_BITS));
export const numberOfKey = (key: Term) => zeroExtend(extract(key, NUMBER_BITS - 1, 0), 32);

/** Whether a fragment has a sector of the disk, by its first word. */
export function holds(word: Term, sector: Term): Term {
  const bit = and(lshr(word, and(sector, number64(7))), number64(1));
  return and(equal(pageOfWord(word), lshr(sector, number64(3))), isNonzero(bit));
}

/** What memory holds at a moment. */
export const readMoment = ({ memory }: Moment): Read => readArray(memory);
