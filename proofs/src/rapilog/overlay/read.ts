/**
 * `read`: of each sector of a stretch, in order, the list gets what is shown of it. Its loop is cut
 * at its head; `find` is any function of a page, as long as the table stays.
 */
import {
  add,
  all,
  arrayOf,
  bitVector,
  equal,
  implies,
  isNonzero,
  lshr,
  not,
  select,
  sub,
  type Term,
  uge,
  ule,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { Returned, World } from "@ashlar/semantics";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { isWholeRounds, noTrap } from "../encode/round.js";
import { GLOBAL_NAMES, GLOBALS, type GlobalName, globalIn, globalOf } from "../globals.js";
import { number32, number64 } from "../terms.js";
import { areRight, expectCall, wasCalled } from "./calls.js";
import { changesNothing } from "./find.js";
import { neverComes, runOnce, runToLoop } from "./loop.js";
import { anyLocals, type Callees, startOf } from "./theorem.js";

const PARAMETERS = ["offset", "length"];
/** Numbers of locals at the loop's head: only proposed. */
const LOCALS = { first: 0, index: 1, slot: 2, sectors: 3 };
const READ_SECTORS_MAX = 1 << 16;

/** Whole sectors, not none, on the disk, and not more than a read may be of. */
function isReadable(moment: Moment, [offset, length]: readonly Term[]): Term {
  const [bytes, disk] = [zeroExtend(length!, 64), globalOf(moment, "diskBytes")];
  return all([
    ule(lshr(length!, number32(9)), number32(READ_SECTORS_MAX)),
    isWholeRounds(offset!, 9),
    isWholeRounds(length!, 9),
    isNonzero(length!),
    ule(bytes, disk),
    ule(offset!, sub(disk, bytes)),
  ]);
}

/** All globals but one stay. */
export function othersStay(moment: Moment, world: World, but?: GlobalName): Obligation[] {
  return same(
    GLOBAL_NAMES.filter((name) => name !== but).map((name) => [
      `${name} stays`,
      globalIn(world.globals, name),
      globalOf(moment, name),
    ]),
  );
}

export function readStartStatement(core: Core): Statement {
  const start = startOf(core, "read", PARAMETERS);
  const { moment, parameters } = start;
  const { run, reached, returned } = runToLoop(start);
  if (reached === undefined || returned === undefined) return neverComes("it reads or refuses");
  const isGood = isReadable(moment, parameters);
  const [offset, length] = parameters as [Term, Term];
  const local = (name: keyof typeof LOCALS) => reached.locals[LOCALS[name]]!;
  const reads = [
    { claim: "it comes to the loop", goal: reached.condition },
    ...same([
      ["it begins with the stretch's first sector", local("first"), lshr(offset, number64(9))],
      ["of which none is done", local("index"), number32(0)],
      ["it goes on to its last", local("sectors"), lshr(length, number32(9))],
      ["the list is empty", globalIn(reached.world.globals, "segmentCount"), number32(0)],
    ]),
    ...othersStay(moment, reached.world, "segmentCount"),
  ];
  const refuses = [
    { claim: "it refuses", goal: returned.condition },
    ...same([["it says so", returned.results[0]!, number32(-1)]]),
    ...changesNothing(moment, returned.world),
  ];
  return {
    hypotheses: [],
    obligations: [
      noTrap({ run }),
      ...reads.map((claim) => ({ ...claim, when: [isGood] })),
      ...refuses.map((claim) => ({ ...claim, when: [not(isGood)] })),
    ],
  };
}

/** The slot that is found for a sector's page. */
const foundFor = (sector: Term) =>
  select(variable("found", arrayOf(64, 32)), lshr(sector, number64(3)));

const COUNTED = () => variable("count after the call", bitVector(32));

const CALLEES = (sector: Term): Callees => ({
  find: ({ parameters: [page] }) => [select(variable("found", arrayOf(64, 32)), page!)],
  emitSector: (call) => {
    expectCall(call, [sector, foundFor(sector)]);
    call.world.globals[GLOBALS.segmentCount] = COUNTED();
    return [];
  },
});

export function readStepStatement(core: Core): Statement {
  const [first, index] = [variable("first", bitVector(64)), variable("index", bitVector(32))];
  const sector = add(first, zeroExtend(index, 64));
  const { moment } = startOf(core, "read", PARAMETERS, CALLEES(sector));
  const locals = anyLocals(moment, LOCALS);
  const [slot, sectors] = [locals[LOCALS.slot]!, locals[LOCALS.sectors]!];
  const { run, again, returned } = runOnce(moment, locals);
  const hypotheses = [
    ule(sectors, number32(READ_SECTORS_MAX)),
    ult(first, number64(1n << 55n)),
    implies(isNonzero(index), equal(slot, foundFor(sub(sector, number64(1))))),
  ];
  if (again === undefined || returned === undefined)
    return neverComes("it goes round, and ends", hypotheses);
  const round = [
    { claim: "it goes round", goal: again.condition },
    noTrap({ run }),
    ...same([
      ["it goes on to the next sector", again.locals[LOCALS.index]!, add(index, number32(1))],
      ["the stretch stays", again.locals[LOCALS.first]!, first],
      ["its length stays", again.locals[LOCALS.sectors]!, sectors],
      ["the slot is that of the sector's page", again.locals[LOCALS.slot]!, foundFor(sector)],
      [
        "the list is as the call leaves it",
        globalIn(again.world.globals, "segmentCount"),
        COUNTED(),
      ],
    ]),
    wasCalled(again.world),
    ...othersStay(moment, again.world, "segmentCount"),
  ];
  return {
    hypotheses,
    obligations: [
      ...areRight(run),
      ...round.map((claim) => ({ ...claim, when: [ult(index, sectors)] })),
      ...endOf(moment, returned).map((claim) => ({ ...claim, when: [uge(index, sectors)] })),
    ],
  };
}

function endOf(moment: Moment, { condition, results, world }: Returned): Obligation[] {
  const count = globalOf(moment, "segmentCount");
  return [
    { claim: "it ends", goal: condition },
    ...same([["it answers with the count", results[0]!, count]]),
    ...changesNothing(moment, world),
  ];
}
