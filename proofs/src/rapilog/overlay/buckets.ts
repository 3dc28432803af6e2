/** Buckets: where they are, and how pages are spread over them. */
import {
  add,
  and,
  bitVector,
  constant,
  equal,
  extract,
  isNonzero,
  lshr,
  not,
  or,
  shl,
  sub,
  type Term,
  uge,
  ule,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { Obligation } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { isInside } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { BUCKET_BYTES, tableDemands } from "../placed-table.js";
import { number32 } from "../terms.js";
import type { Resting } from "./pure.js";
import { bucketAt, isPlacedTable, LINE_BYTES } from "./table.js";
import { startOf } from "./theorem.js";

const isFar = (one: Term, other: Term) => uge(sub(one, other), number32(BUCKET_BYTES));

/** Two buckets are the same, or have nothing in common. */
const areSameOrApart = (one: Term, other: Term) =>
  or(equal(one, other), and(isFar(one, other), isFar(other, one)));

const isSoundBucket = (pages: Term, bucket: Term) => [
  isInside(pages, bucket, number32(BUCKET_BYTES)),
  isNonzero(bucket),
];

/** Buckets of one table: each within memory, not at address 0, and two of them the same or apart. */
export function areBuckets(pages: Term, buckets: readonly Term[]): Term[] {
  const pairs = buckets.flatMap((one, at) =>
    buckets.slice(at + 1).map((other) => areSameOrApart(one, other)),
  );
  return [
    ule(pages, number32(1 << 16)),
    ...buckets.flatMap((bucket) => isSoundBucket(pages, bucket)),
    ...pairs,
  ];
}

const bitsOf = (moment: Moment) =>
  and(zeroExtend(globalOf(moment, "bucketBits"), 64), constant(64, 63));

/** As `configure` leaves it: the count is 2 to the power of the bits. */
const areBitsCounted = (moment: Moment) =>
  equal(globalOf(moment, "bucketCount"), extract(shl(constant(64, 1), bitsOf(moment)), 31, 0));

/** Buckets whose numbers are made from anything, and two pages of one aligned group. */
export function buckets(core: Core): Resting {
  const { moment } = startOf(core, "find", ["page"]);
  const anyNumber = (name: string) => bucketAt(moment, variable(name, bitVector(32)));
  const [one, other] = [anyNumber("one"), anyNumber("other")];
  const pages = ["page", "other page"].map((name) => variable(name, bitVector(64))) as [Term, Term];
  const groups = pages.map((page) => lshr(page, bitsOf(moment))) as [Term, Term];
  const scattered = variable("scattered", bitVector(32));
  const chosen = pages.map((page) => bucketAt(moment, add(extract(page, 31, 0), scattered)));
  const placed = isPlacedTable(moment);
  const obligations: Obligation[] = [
    ...isSoundBucket(moment.pages, one).map((goal) => ({
      claim: "a bucket is within memory and not at address 0",
      goal,
    })),
    {
      claim: "a bucket begins at a multiple of 64",
      goal: equal(and(one, number32(LINE_BYTES - 1)), number32(0)),
    },
    { claim: "two buckets are the same or apart", goal: areSameOrApart(one, other) },
    {
      claim: "two pages of one group have different buckets by the same choice",
      when: [equal(...groups), not(equal(...pages)), areBitsCounted(moment)],
      goal: not(equal(chosen[0]!, chosen[1]!)),
    },
  ];
  const [table, count] = [globalOf(moment, "overlay"), globalOf(moment, "bucketCount")];
  const { isAligned, isWithin } = tableDemands(moment.pages, table, count);
  return {
    needed: {
      "the table begins at a multiple of 64": isAligned,
      "the table is not at address 0": isNonzero(table),
      "the table is within memory": isWithin,
    },
    statement: { hypotheses: placed, obligations },
  };
}
