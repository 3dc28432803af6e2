/**
 * `fitsRange` where no row is free: what becomes of one arbitrary row, and of one arbitrary place.
 * Rows that are not home are all kept, what is kept are rows that were there and are not home, and
 * before those that are dropped nothing may be read from the ring any more.
 */
import {
  all,
  and,
  arrayOf,
  bitVector,
  equal,
  implies,
  ite,
  not,
  type Term,
  uge,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import type { Obligation, Statement } from "../../prove/statement.js";
import type { Core } from "../core.js";
import { type Globals, globalIn, globalOf } from "../globals.js";
import { neverComes, runOnce } from "../overlay/loop.js";
import { rangeAt } from "../overlay/newest-range.js";
import { isTable, LOCALS } from "../overlay/ranges.js";
import { type Read, readArray, readWorld } from "../overlay/table.js";
import { anyLocals, startOf } from "../overlay/theorem.js";
import { ROWS_MAX } from "../placed-table.js";
import { number32 } from "../terms.js";

const number = (name: string) => variable(name, bitVector(32));
/** The rows as they were when none had been looked at. */
const atFirst = () => readArray(variable("memory at first", arrayOf(32)));

function isSameRow(one: Read, row: Term, other: Read, otherRow: Term): Term {
  const [mine, theirs] = [rangeAt(one, row), rangeAt(other, otherRow)];
  return all([
    equal(mine.first, theirs.first),
    equal(mine.end, theirs.end),
    equal(mine.position, theirs.position),
  ]);
}

/** How far it has come. */
interface Progress {
  readonly read: Read;
  readonly globals: Globals;
  readonly row: Term;
  readonly kept: Term;
}

/** What is so of the row that was the so-manieth at first, which is now at a place. */
function ofRow({ read, globals, row, kept }: Progress, which: Term, place: Term) {
  const { position } = rangeAt(atFirst(), which);
  const isHome = ult(position, globalIn(globals, "released"));
  const isDone = ult(which, row);
  return [
    {
      claim: "a row that was not looked at is as it was",
      goal: implies(not(isDone), isSameRow(read, which, atFirst(), which)),
    },
    {
      claim: "a row that is not home is kept",
      goal: implies(
        and(isDone, not(isHome)),
        and(ult(place, kept), isSameRow(read, place, atFirst(), which)),
      ),
    },
    {
      claim: "nothing up to a row that is home may be read from the ring",
      goal: implies(and(isDone, isHome), ult(position, globalIn(globals, "intactFrom"))),
    },
  ];
}

/** What is so of a place among those that are kept, and of the row that it came from. */
function ofPlace({ read, globals, row, kept }: Progress, place: Term, origin: Term): Obligation {
  const { position } = rangeAt(atFirst(), origin);
  return {
    claim: "what is kept was a row, and is not home",
    goal: implies(
      ult(place, kept),
      all([
        ult(origin, row),
        ule(place, origin),
        uge(position, globalIn(globals, "released")),
        isSameRow(read, place, atFirst(), origin),
      ]),
    ),
  };
}

export function rowsStatement(core: Core): Statement {
  const { moment } = startOf(core, "fitsRange", ["offset", "length"]);
  const locals = anyLocals(moment, LOCALS);
  const [row, kept] = [locals[LOCALS.row]!, locals[LOCALS.kept]!];
  const read = readArray(moment.memory);
  const before: Progress = { read, globals: moment.globals, row, kept };
  const { again } = runOnce(moment, locals);
  const [which, place] = [number("a row"), number("its place")];
  const [other, origin] = [number("a place"), number("the row that is there")];
  const isKept = uge(rangeAt(read, row).position, globalOf(moment, "released"));
  const hypotheses = [
    ...isTable(moment),
    ...[ule(kept, row), ult(row, globalOf(moment, "rangesUsed"))],
    ...[ult(which, number32(ROWS_MAX)), ult(other, number32(ROWS_MAX))],
    ...ofRow(before, which, place).map(({ goal }) => goal),
    // The first is so of all rows, and of this one too.
    isSameRow(read, row, atFirst(), row),
    ofPlace(before, other, origin).goal,
  ];
  if (again === undefined) return neverComes("it goes round", hypotheses);
  const after: Progress = {
    ...{ read: readWorld(again.world), globals: again.world.globals },
    ...{ row: again.locals[LOCALS.row]!, kept: again.locals[LOCALS.kept]! },
  };
  const placeAfter = ite(and(equal(which, row), isKept), kept, place);
  const originAfter = ite(and(equal(other, kept), isKept), row, origin);
  return {
    hypotheses,
    obligations: [
      ...ofRow(after, which, placeAfter),
      ofPlace(after, other, originAfter),
      { claim: "what is kept is no more than was looked at", goal: ule(after.kept, after.row) },
    ].map((claim) => ({ ...claim, when: [again.condition] })),
  };
}
