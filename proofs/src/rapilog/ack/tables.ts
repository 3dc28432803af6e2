/**
 * What the log keeps beside the ring: the overlay's table, and the rows of large ranges, which the
 * compiler placed. Here it is only said where they are, and that they are no part of the ring.
 */
import {
  add,
  all,
  and,
  concat,
  constant,
  equal,
  extract,
  mul,
  not,
  or,
  sub,
  type Term,
  uge,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import type { Moment } from "../core.js";
import { isPlacedRing } from "../encode/is-record.js";
import { isInside, isWholeRounds } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { number32 } from "../terms.js";

const BUCKET_BYTES = 320;
const [BUCKETS_MIN, BUCKETS_MAX] = [1 << 7, 1 << 16];
const ROWS = { from: 1024, bytes: 1536 };
export const ROWS_MAX = 64;

const tableBytes = (moment: Moment) => mul(globalOf(moment, "bucketCount"), number32(BUCKET_BYTES));

/** The table as `configure` leaves it. */
export function isPlacedTable(moment: Moment): Term[] {
  const [table, buckets] = [globalOf(moment, "overlay"), globalOf(moment, "bucketCount")];
  return [
    uge(buckets, number32(BUCKETS_MIN)),
    ule(buckets, number32(BUCKETS_MAX)),
    equal(and(buckets, sub(buckets, number32(1))), number32(0)),
    isWholeRounds(table, 6),
    isInside(moment.pages, table, tableBytes(moment)),
    ule(moment.pages, number32((1 << 16) - 1)),
  ];
}

/** Whether a stretch of bytes and another one have none in common; neither wraps. */
function areApart(one: Term, bytes: Term, other: Term, otherBytes: Term): Term {
  const end = (from: Term, length: Term) => add(zeroExtend(from, 34), zeroExtend(length, 34));
  return or(
    ule(end(one, bytes), zeroExtend(other, 34)),
    ule(end(other, otherBytes), zeroExtend(one, 34)),
  );
}

/** Ring and tables as `configure` leaves them, if its caller gives each its own place. */
export function isPlacedLog(moment: Moment): Term[] {
  const ring = globalOf(moment, "base");
  const ringBytes = mul(globalOf(moment, "ringSectors"), number32(512));
  return [
    ...isPlacedRing(moment),
    ...isPlacedTable(moment),
    areApart(ring, ringBytes, globalOf(moment, "overlay"), tableBytes(moment)),
    areApart(ring, ringBytes, number32(ROWS.from), number32(ROWS.bytes)),
  ];
}

/** Not in the overlay's table, nor in the rows of ranges. */
export function isBesideTables(moment: Moment, address: Term): Term {
  return all([
    not(ult(sub(address, globalOf(moment, "overlay")), tableBytes(moment))),
    not(ult(sub(address, number32(ROWS.from)), number32(ROWS.bytes))),
  ]);
}

const line = (address: Term) => concat(extract(address, 31, 6), constant(6, 0));

/** Where a whole bucket fits behind the line of 64 bytes that an address is in. */
export function isInBucket(moment: Moment, address: Term): Term {
  const room = sub(tableBytes(moment), number32(BUCKET_BYTES));
  return ule(sub(line(address), globalOf(moment, "overlay")), room);
}

export const isBucket = (moment: Moment, address: Term) =>
  and(isWholeRounds(address, 6), isInBucket(moment, address));
export const isTag = (moment: Moment, address: Term) =>
  and(isWholeRounds(address, 3), isInBucket(moment, address));
