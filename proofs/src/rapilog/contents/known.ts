/**
 * What the tables know of a sector depends on their bytes only: every byte that is read of a page's
 * slots, or of a row, is in the tables. So where these stay, what is known stays.
 */
import { add, bitVector, constant, mul, not, type Term, ult, variable } from "@ashlar/logic";
import type { Obligation } from "../../prove/statement.js";
import { isBesideTables, isPlacedTable } from "../ack/tables.js";
import type { Core } from "../core.js";
import type { Resting } from "../overlay/pure.js";
import { bucketAt } from "../overlay/table.js";
import { startOf } from "../overlay/theorem.js";
import { BUCKET_BYTES, ROW_BYTES, ROWS, ROWS_MAX } from "../placed-table.js";
import { number32 } from "../terms.js";

/** Any byte of any bucket, and of any row. */
export function known(core: Core): Resting {
  const { moment } = startOf(core, "find", ["page"]);
  const number = (name: string) => variable(name, bitVector(32));
  const [byte, row] = [number("byte"), number("row")];
  const isInTables = (address: Term) => not(isBesideTables(moment, address));
  const hypotheses = isPlacedTable(moment);
  const inBucket = ult(byte, constant(32, BUCKET_BYTES));
  const inRow = ult(byte, constant(32, ROW_BYTES));
  const isRow = ult(row, constant(32, ROWS_MAX));
  const obligations: Obligation[] = [
    {
      claim: "each byte of a bucket is one of the table",
      goal: isInTables(add(bucketAt(moment, number("bucket")), byte)),
      when: [inBucket],
    },
    {
      claim: "each byte of a row is one of the rows",
      goal: isInTables(add(add(number32(ROWS), mul(row, number32(ROW_BYTES))), byte)),
      when: [inRow, isRow],
    },
  ];
  const [isNotTooSmall, isNotTooLarge] = hypotheses as [Term, Term];
  return {
    needed: { "there are buckets": isNotTooSmall, "there are not too many": isNotTooLarge },
    statement: { hypotheses, obligations },
  };
}
