/** What of the plan is said without code: that the tables are apart, and what a batch is to history. */
import {
  add,
  and,
  arrayOf,
  BOOLEAN,
  bitVector,
  equal,
  implies,
  ite,
  select,
  type Term,
  ugt,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import {
  batch,
  contentAfter,
  lastTouch,
  type Newest,
  type Sector,
  steps,
  type Write,
  withTouch,
} from "@ashlar/spec";
import type { Core } from "../core.js";
import { anyDisk } from "../crash/any-disk.js";
import type { Resting } from "../overlay/pure.js";
import { startOf } from "../overlay/theorem.js";
import { number64 } from "../terms.js";
import { areConfigured, areTables } from "./layout.js";

/** The tables as they are placed are three that have no byte in common. */
export function tablesPlaced(core: Core): Resting {
  const { moment } = startOf(core, "planBegin", ["from", "to"]);
  const hypotheses = areConfigured(moment);
  const [isInside, isBehind, isOrder] = hypotheses.slice(-3) as [Term, Term, Term];
  return {
    needed: {
      "they are within memory": isInside,
      "they are behind what the compiler placed": isBehind,
      "keys follow fragments": isOrder,
    },
    statement: {
      hypotheses,
      obligations: areTables(moment).map((goal) => ({
        claim: "the tables are within memory and have no byte in common",
        goal,
      })),
    },
  };
}

const RECORDS_MAX = 1n << 62n;
const number = (name: string) => variable(name, bitVector(64));

/** What stands at each position of the stream: a payload's sector. */
const standing = (position: Term) => select(variable("what stands", arrayOf(64, 64)), position);

/** A batch that begins behind what is home says of a sector what history says of it. */
const isHistory = (sector: Sector, released: Term, records: Term, newest: Newest) =>
  and(
    equal(newest.isWritten, ugt(lastTouch(sector, records), released)),
    implies(newest.isWritten, equal(contentAfter(sector, records), standing(newest.position))),
  );

/** One write more, and what the specification's epoch does to home. */
export function batchIsHistory(): Resting {
  const disk = anyDisk();
  const { sector, homeRecords: released } = disk;
  const [any, records] = [number("any sector"), number("records of the batch's end")];
  const newest: Newest = {
    isWritten: variable("is written", BOOLEAN),
    position: number("position of the newest"),
  };
  const write: Write = { first: number("first"), end: number("end"), payload: number("payload") };
  const touch = {
    touches: batch.hasSector(write, any),
    content: standing(batch.positionOf(write, any)),
  };
  const more = add(records, number64(1));
  const brought = ite(newest.isWritten, standing(newest.position), sector.home);
  const epoch = steps.epochDone.next(disk, { limit: records });
  const isBefore = isHistory(sector, released, records, newest);
  const areCounted = and(ule(released, records), ult(records, number64(RECORDS_MAX)));
  return {
    needed: { "it was so before": isBefore, "records are counted": areCounted },
    statement: {
      hypotheses: [isBefore, areCounted],
      obligations: [
        {
          claim: "after one more write the batch still says what history says",
          goal: isHistory(
            withTouch(sector, records, touch),
            released,
            more,
            batch.withWrite(newest, write, any),
          ),
        },
        {
          claim: "home is after the batch what it is after the specification's epoch",
          goal: equal(epoch.sector.home, brought),
        },
      ],
    },
  };
}
