/** Where the overlay's table and the rows of large ranges are, and how large they may be. */
import { and, equal, mul, sub, type Term, uge, ule } from "@ashlar/logic";
import { isInside, isWholeRounds } from "./encode/round.js";
import { number32 } from "./terms.js";

export const BUCKET_BYTES = 320;
const BUCKETS = { min: 1 << 7, max: 1 << 16 };

/** The compiler places the rows. */
export const ROWS = 1024;
export const ROW_BYTES = 24;
export const ROWS_MAX = 64;

/** The bytes of so many buckets. */
export const tableBytes = (buckets: Term) => mul(buckets, number32(BUCKET_BYTES));

export const isPowerOfTwo = (value: Term) =>
  equal(and(value, sub(value, number32(1))), number32(0));

/** What `configure` demands of a table. */
export const tableDemands = (pages: Term, table: Term, buckets: Term) => ({
  isNotTooSmall: uge(buckets, number32(BUCKETS.min)),
  isNotTooLarge: ule(buckets, number32(BUCKETS.max)),
  isPowerOfTwo: isPowerOfTwo(buckets),
  isAligned: isWholeRounds(table, 6),
  isWithin: isInside(pages, table, tableBytes(buckets)),
});
