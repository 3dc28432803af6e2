/** Making room: `sweep` and `bucketHasRoom`, and what a reader notices of it. */
import {
  add,
  and,
  arrayOf,
  bitVector,
  equal,
  extract,
  FALSE,
  fromBoolean,
  not,
  or,
  shl,
  sub,
  type Term,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import { overlay } from "@ashlar/spec";
import { type Statement, same } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { noTrap } from "../encode/round.js";
import { globalIn, globalOf } from "../globals.js";
import { number32 } from "../terms.js";
import { areBuckets } from "./buckets.js";
import { areRight, expectCall, wasCalled } from "./calls.js";
import { freeCount } from "./entered.js";
import { areWatermarks, windowOf } from "./entry.js";
import { changesNothing } from "./find.js";
import type { Resting } from "./pure.js";
import { othersStay } from "./read.js";
import { anyBucket, bucketAt, readArray, slotsOf, tagsOf } from "./table.js";
import { runOf, startOf } from "./theorem.js";

export function sweepStatement(core: Core): Statement {
  const start = startOf(core, "sweep", [], {
    forgetInBucket: (call, { globals }) => {
      expectCall(call, [bucketAt(start.moment, globalIn(globals, "swept")), number32(1)]);
      return [];
    },
  });
  const { moment } = start;
  const run = runOf(start);
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses: [], obligations: [{ claim: "it returns", goal: FALSE }] };
  const mask = sub(globalOf(moment, "bucketCount"), number32(1));
  const next = and(add(globalOf(moment, "swept"), number32(1)), mask);
  return {
    hypotheses: [],
    obligations: [
      { claim: "it returns", goal: returned.condition },
      noTrap({ run }),
      ...areRight(run),
      wasCalled(returned.world),
      ...same([["the next bucket is next", globalIn(returned.world.globals, "swept"), next]]),
      ...othersStay(moment, returned.world, "swept"),
    ],
  };
}

/** The age of what is just not home. */
function ageOfReleased({ globals }: Pick<Moment, "globals">): Term {
  const { from } = windowOf(globals);
  return add(extract(sub(globalIn(globals, "released"), from), 31, 0), number32(1));
}

export function roomStatement(core: Core): Statement {
  const bucket = anyBucket("bucket");
  const { moment, parameters } = startOf(core, "bucketHasRoom", ["bucket", "wanted"], {
    forgetInBucket: (call, moment) => {
      expectCall(call, [bucket, ageOfReleased(moment)]);
      return [];
    },
  });
  const wanted = parameters[1]!;
  const run = runOf({ moment, parameters: [bucket, wanted] });
  const { returned } = run;
  const hypotheses = areBuckets(moment.pages, [bucket]);
  if (returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const freeIn = (array: Term) => freeCount(tagsOf(readArray(array), slotsOf(bucket)));
  const has = ule(wanted, freeIn(moment.memory));
  const after = variable("memory after the call", arrayOf(32));
  const isMore = not(equal(freeIn(after), freeIn(moment.memory)));
  const answer = or(
    fromBoolean(ule(wanted, freeIn(after)), 32),
    shl(fromBoolean(isMore, 32), number32(1)),
  );
  return {
    hypotheses,
    obligations: [
      { claim: "it returns", goal: returned.condition },
      noTrap({ run }),
      ...areRight(run),
      ...[
        ...same([["it says yes", returned.results[0]!, number32(1)]]),
        ...changesNothing(moment, returned.world),
      ].map((claim) => ({ ...claim, when: [has] })),
      ...[
        ...same([
          [
            "it says whether there is room now, and whether slots were freed",
            returned.results[0]!,
            answer,
          ],
        ]),
        wasCalled(returned.world),
        ...othersStay(moment, returned.world),
      ].map((claim) => ({ ...claim, when: [not(has)] })),
    ],
  };
}

/** What is forgotten so: nothing that a reader needs. */
export function forgettable(core: Core): Resting {
  const { moment } = startOf(core, "sweep", []);
  const window = windowOf(moment.globals);
  const position = variable("position", bitVector(64));
  const age = overlay.ageOf(position, window);
  const entry = {
    isPresent: equal(variable("is present", bitVector(1)), variable("yes", bitVector(1))),
    position: variable("lower half", bitVector(32)),
    isZero: FALSE,
  };
  const ageOfEntry = overlay.ageOfEntry(entry, window);
  const left = overlay.forgotten(entry, ult(ageOfEntry, number32(1)));
  const marks = areWatermarks(moment.globals);
  const isBeforeHead = ult(position, window.head);
  return {
    needed: { "the position is before the head": isBeforeHead },
    statement: {
      hypotheses: [...marks, isBeforeHead],
      obligations: [
        {
          claim: "a bucket that makes room forgets exactly what is home",
          goal: equal(ult(age, ageOfReleased(moment)), ult(position, globalOf(moment, "released"))),
        },
        {
          claim: "what sweeping forgets is as old as if it had never been there",
          goal: equal(overlay.ageOfEntry(left, window), ageOfEntry),
        },
      ],
    },
  };
}
