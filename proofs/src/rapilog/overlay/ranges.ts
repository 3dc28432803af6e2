/**
 * The table of large ranges: entering one (`enterRange`), and forgetting what is home when there is
 * no room (`fitsRange`), which is a loop; its run is cut at its head.
 */
import {
  add,
  and,
  bitVector,
  equal,
  FALSE,
  fromBoolean,
  ite,
  lshr,
  mul,
  not,
  or,
  select,
  type Term,
  uge,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import type { Returned } from "@ashlar/semantics";
import { watermarks } from "@ashlar/spec";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { noTrap } from "../encode/round.js";
import { globalIn, globalOf } from "../globals.js";
import { ROW_BYTES, ROWS, ROWS_MAX } from "../placed-table.js";
import { watermarksIn } from "../refines/watermarks.js";
import { anyAddress, number32, number64 } from "../terms.js";
import { areRight, expectCall, wasCalled } from "./calls.js";
import { changesNothing } from "./find.js";
import { neverComes, runOnce, runToLoop } from "./loop.js";
import { rangeAt } from "./newest-range.js";
import { othersStay } from "./read.js";
import { readArray } from "./table.js";
import { anyLocals, memoryAfter, replayOf, runOf, startOf } from "./theorem.js";

const SMALL_BYTES_MAX = 1 << 18;
/** Numbers of locals at the loop's head: only proposed. */
export const LOCALS = { row: 2, kept: 3 };

const rowAt = (row: Term) => add(number32(ROWS), mul(row, number32(ROW_BYTES)));

export const isTable = (moment: Moment) => [
  uge(moment.pages, number32(1)),
  ule(moment.pages, number32(1 << 16)),
  ule(globalOf(moment, "rangesUsed"), number32(ROWS_MAX)),
];

/** A large range becomes the last row. */
export function enterRangeStatement(core: Core): Statement {
  const start = startOf(core, "enterRange", ["offset", "length", "position"], {
    overlayStretch: (call) => {
      expectCall(call, [...start.parameters, number32(1)]);
      return [];
    },
  });
  const { moment, parameters } = start;
  const [offset, length, position] = parameters as [Term, Term, Term];
  const run = runOf(start);
  const used = globalOf(moment, "rangesUsed");
  const rangesUsed = add(used, number32(1));
  const first = lshr(offset, number64(9));
  const end = lshr(add(offset, length), number64(9));
  const writes = [first, end, position].map(
    (value, word) => [add(rowAt(used), number32(8 * word)), value] as const,
  );
  const hypotheses = isTable(moment);
  const isSmall = ule(length, number64(SMALL_BYTES_MAX));
  const fits = and(ult(used, number32(ROWS_MAX)), ult(first, end));
  const isRow = and(not(isSmall), fits);
  const replay = replayOf(core, "enterRange", start, { globals: { rangesUsed }, writes });
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses, replay, obligations: [{ claim: "it returns", goal: FALSE }] };
  const { world, condition } = returned;
  const byte = world.memories[0]!.load(anyAddress(), 1);
  const after = select(memoryAfter(moment.memory, writes), anyAddress());
  const large = same([
    ["the range is the last row, and no other byte changes", byte, after],
    ["there is a row more", globalIn(world.globals, "rangesUsed"), rangesUsed],
  ]);
  const small = [wasCalled(world), ...othersStay(moment, world)];
  return {
    ...{ hypotheses, replay },
    obligations: [
      { claim: "it returns for what is small or fits", goal: equal(condition, or(isSmall, fits)) },
      ...areRight(run),
      ...large.map((claim) => ({ ...claim, when: [isRow] })),
      ...small.map((claim) => ({ ...claim, when: [isSmall] })),
      ...othersStay(moment, world, "rangesUsed").map((claim) => ({ ...claim, when: [isRow] })),
    ],
  };
}

/** Where there is room, nothing happens; where there is none, rows are looked at one by one. */
export function compactStartStatement(core: Core): Statement {
  const fits = variable("the overlay has room", bitVector(32));
  const start = startOf(core, "fitsRange", ["offset", "length"], {
    fitsOverlay: (call) => {
      expectCall(call, start.parameters);
      return [fits];
    },
  });
  const { moment, parameters } = start;
  const { run, reached, returned } = runToLoop(start);
  const used = globalOf(moment, "rangesUsed");
  const hypotheses = isTable(moment);
  const isSmall = ule(parameters[1]!, number64(SMALL_BYTES_MAX));
  if (reached === undefined || returned === undefined)
    return neverComes("it returns or makes room", hypotheses);
  const isFull = equal(used, number32(ROWS_MAX));
  const local = (name: keyof typeof LOCALS) => reached.locals[LOCALS[name]]!;
  const full = [
    { claim: "it comes to the loop", goal: reached.condition },
    ...same([
      ["it begins with the first row", local("row"), number32(0)],
      ["of which none is kept yet", local("kept"), number32(0)],
    ]),
    ...changesNothing(moment, reached.world),
  ];
  const asked = [
    ...same([["it says what the overlay says", returned.results[0]!, fits]]),
    wasCalled(returned.world),
  ];
  const room = [
    { claim: "it returns", goal: returned.condition },
    ...same([["it says that there is room", returned.results[0]!, number32(1)]]),
    ...changesNothing(moment, returned.world),
  ];
  return {
    hypotheses,
    obligations: [
      noTrap({ run }),
      ...areRight(run),
      ...full.map((claim) => ({ ...claim, when: [not(isSmall), isFull] })),
      ...room.map((claim) => ({ ...claim, when: [not(isSmall), not(isFull)] })),
      ...asked.map((claim) => ({ ...claim, when: [isSmall] })),
    ],
  };
}

/** What becomes of a row, and of all bytes, when so many rows were kept before it. */
function rowLookedAt(moment: Moment, row: Term, kept: Term) {
  const { first, end, position } = rangeAt(readArray(moment.memory), row);
  const isHome = ult(position, globalOf(moment, "released"));
  const forgotten = watermarks.forgetBefore(
    watermarksIn(moment.globals),
    add(position, number64(1)),
  );
  const moved = memoryAfter(
    moment.memory,
    [first, end, position].map(
      (value, word) => [add(rowAt(kept), number32(8 * word)), value] as const,
    ),
  );
  const byte = anyAddress();
  return {
    isHome,
    intactFrom: ite(isHome, forgotten.intactFrom, globalOf(moment, "intactFrom")),
    byteAfter: ite(isHome, select(moment.memory, byte), select(moved, byte)),
  };
}

/** One row: it is kept unless it is home; then nothing before its end is read from the ring. */
export function compactStepStatement(core: Core): Statement {
  const { moment } = startOf(core, "fitsRange", ["offset", "length"]);
  const locals = anyLocals(moment, LOCALS);
  const [row, kept] = [locals[LOCALS.row]!, locals[LOCALS.kept]!];
  const { run, again, returned } = runOnce(moment, locals);
  const used = globalOf(moment, "rangesUsed");
  const hypotheses = [...isTable(moment), ule(kept, row)];
  if (again === undefined || returned === undefined)
    return neverComes("it goes round, and ends", hypotheses);
  const { isHome, intactFrom, byteAfter } = rowLookedAt(moment, row, kept);
  const counted = ite(isHome, kept, add(kept, number32(1)));
  const byte = again.world.memories[0]!.load(anyAddress(), 1);
  const round: Obligation[] = [
    { claim: "it goes round", goal: again.condition },
    noTrap({ run }),
    ...same([
      ["it goes on to the next row", again.locals[LOCALS.row]!, add(row, number32(1))],
      ["it is counted unless it is home", again.locals[LOCALS.kept]!, counted],
      ["it moves up unless it is home, and no other byte changes", byte, byteAfter],
      [
        "what is home hides what was before it",
        globalIn(again.world.globals, "intactFrom"),
        intactFrom,
      ],
    ]),
    ...othersStay(moment, again.world, "intactFrom"),
  ];
  return {
    hypotheses,
    obligations: [
      ...round.map((claim) => ({ ...claim, when: [ult(row, used)] })),
      ...endOf(moment, kept, returned).map((claim) => ({ ...claim, when: [uge(row, used)] })),
    ],
  };
}

function endOf(moment: Moment, kept: Term, { condition, results, world }: Returned): Obligation[] {
  const hasRoom = fromBoolean(ult(kept, number32(ROWS_MAX)), 32);
  return [
    { claim: "it ends", goal: condition },
    ...same([
      ["what was kept is what there is", globalIn(world.globals, "rangesUsed"), kept],
      ["it says whether there is room", results[0]!, hasRoom],
    ]),
    ...othersStay(moment, world, "rangesUsed"),
  ];
}
