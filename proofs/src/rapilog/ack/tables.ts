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
  extract,
  mul,
  not,
  or,
  sub,
  type Term,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import type { Moment } from "../core.js";
import { isPlacedRing } from "../encode/is-record.js";
import { isWholeRounds } from "../encode/round.js";
import { globalOf } from "../globals.js";
import {
  BUCKET_BYTES,
  ROW_BYTES,
  ROWS,
  ROWS_MAX,
  tableBytes,
  tableDemands,
} from "../placed-table.js";
import { number32 } from "../terms.js";

const rowsBytes = number32(ROW_BYTES * ROWS_MAX);
const bytesOfTable = (moment: Moment) => tableBytes(globalOf(moment, "bucketCount"));

/** The table as `configure` leaves it. */
export function isPlacedTable(moment: Moment): Term[] {
  const [table, buckets] = [globalOf(moment, "overlay"), globalOf(moment, "bucketCount")];
  return [
    ...Object.values(tableDemands(moment.pages, table, buckets)),
    ule(moment.pages, number32((1 << 16) - 1)),
  ];
}

/** Whether a stretch of bytes and another one have none in common; neither wraps. */
export function areApart(one: Term, bytes: Term, other: Term, otherBytes: Term): Term {
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
    areApart(ring, ringBytes, globalOf(moment, "overlay"), bytesOfTable(moment)),
    areApart(ring, ringBytes, number32(ROWS), rowsBytes),
  ];
}

/** Not in the overlay's table, nor in the rows of ranges. */
export function isBesideTables(moment: Moment, address: Term): Term {
  return all([
    not(ult(sub(address, globalOf(moment, "overlay")), bytesOfTable(moment))),
    not(ult(sub(address, number32(ROWS)), rowsBytes)),
  ]);
}

const line = (address: Term) => concat(extract(address, 31, 6), constant(6, 0));

/** Where a whole bucket fits behind the line of 64 bytes that an address is in. */
export function isInBucket(moment: Moment, address: Term): Term {
  const room = sub(bytesOfTable(moment), number32(BUCKET_BYTES));
  return ule(sub(line(address), globalOf(moment, "overlay")), room);
}

export const isBucket = (moment: Moment, address: Term) =>
  and(isWholeRounds(address, 6), isInBucket(moment, address));
export const isTag = (moment: Moment, address: Term) =>
  and(isWholeRounds(address, 3), isInBucket(moment, address));
