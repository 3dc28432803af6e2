/**
 * `planBegin`: a batch is taken up record by record. Its loops are cut at their heads. `verify` and
 * `sortFragments` stand for what was proved of them.
 */
import {
  add,
  all,
  and,
  any,
  arrayOf,
  bitVector,
  equal,
  implies,
  isNonzero,
  ite,
  lshr,
  not,
  select,
  sub,
  type Term,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import { type HostCall, TermMemory } from "@ashlar/semantics";
import { type Batch, batch, type Next } from "@ashlar/spec";
import type { Statement } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { noTrap } from "../encode/round.js";
import { GLOBALS, globalIn, globalOf } from "../globals.js";
import { areRight } from "../overlay/calls.js";
import { PAGE_SECTORS, readWorld } from "../overlay/table.js";
import { number32, number64 } from "../terms.js";
import {
  BEGIN,
  type Begin,
  FRAGMENTS,
  isBegun,
  isCutting,
  type Locals,
  RECORDS,
  wide,
} from "./begin-heads.js";
import { isPlan } from "./layout.js";
import { isBetween, isPage } from "./next-heads.js";
import { type Header, headerAt, isSized } from "./record-size.js";
import { replayedPlan } from "./v8-plan.js";
import { takes, type Walk, type Way, walkOf } from "./walk.js";

/** A record is cut into so many fragments at most. */
const RECORD_FRAGMENTS_MAX = 65;
export function beginStatement(core: Core): Statement {
  const walk = walkOf(core, { name: "planBegin", names: BEGIN, from: "start" });
  const { local, moment, run } = walk;
  const [from, to] = [local("from"), local("to")];
  const isSound = ule(sub(to, from), wide(globalOf(moment, "ringSectors")));
  return {
    hypotheses: [isPage(moment)],
    together: true,
    replay: () => replayedPlan(core),
    obligations: [
      {
        claim: "it traps for more than the ring holds, and for nothing else",
        goal: equal(any(run.traps.map(({ condition }) => condition)), not(isSound)),
      },
      ...takes(walk, [
        {
          what: "it begins",
          ...{ to: RECORDS, when: isSound, kept: ["from", "to"] },
          globals: {
            ...{ planPosition: from, fragmentCount: number32(0), pageHighest: number64(0) },
            ...{ planCursor: number32(0), sectorCursor: number32(PAGE_SECTORS) },
          },
          more: ({ world, local }) => [
            { claim: "nothing is taken up", goal: all(isBegun(world, local)) },
          ],
        },
      ]),
    ],
  };
}

/** What `verify` answers. */
const ANSWER = () => variable("sectors", bitVector(32));
const IS_SORTED = () => variable("it is sorted", bitVector(32));
const SORTED = () => variable("memory after the sort", arrayOf(32));
const SORTED_GLOBALS = ["keys", "keysSpare"] as const;
const sortedGlobal = (name: string) => variable(`${name} after the sort`, bitVector(32));

/** A call of the sort: whatever it leaves. */
function sorts({ world }: HostCall): Term[] {
  world.memories[0] = TermMemory.of(SORTED(), world.memories[0]!.pages);
  for (const name of SORTED_GLOBALS) world.globals[GLOBALS[name]] = sortedGlobal(name);
  return [IS_SORTED()];
}

/** A batch as the specification sees it, and what stands next. */
function batchOf(moment: Moment, local: Locals, header: Header): { batch: Batch; next: Next } {
  const position = globalOf(moment, "planPosition");
  const room = sub(local("to"), position);
  return {
    batch: {
      ...{ from: local("from"), position, life: globalOf(moment, "planIncarnation") },
      hasWrites: isNonzero(globalOf(moment, "fragmentCount")),
    },
    next: {
      isWhole: and(isNonzero(ANSWER()), ule(wide(ANSWER()), room)),
      ...{ kind: header.kind, sectors: wide(ANSWER()), life: header.life },
    },
  };
}

/** What stands next, if a record with so many fragments still fits. */
export function recordStatement(core: Core): Statement {
  const walk = walkOf(core, {
    ...{ name: "planBegin", names: BEGIN, from: RECORDS },
    callees: () => ({
      verify: (call, { globals }) => {
        call.require(equal(call.parameters[0]!, globalIn(globals, "planPosition")));
        call.require(equal(call.parameters[1]!, globalIn(globals, "planStream")));
        return [ANSWER()];
      },
      sortFragments: sorts,
    }),
  });
  const { local, moment, run } = walk;
  const position = globalOf(moment, "planPosition");
  return {
    hypotheses: [
      ...isPlan(moment),
      ...isBegun(moment, local),
      implies(
        isNonzero(ANSWER()),
        all(isSized(moment, position, ANSWER()).map(({ goal }) => goal)),
      ),
    ],
    together: true,
    replay: () => replayedPlan(core),
    obligations: [noTrap(walk), ...areRight(run), ...takes(walk, recordWays(walk).map(thatEnds))],
  };
}

/** Where it ends, runs may be fetched. */
const thatEnds = (way: Way<Begin>): Way<Begin> =>
  way.to !== "end"
    ? way
    : {
        ...way,
        more: ({ world }) => [
          { claim: "runs may be fetched", goal: all(isBetween(world, readWorld(world))) },
        ],
      };

function recordWays({ local, moment }: Walk<Begin>): Way<Begin>[] {
  const header = headerAt(moment, globalOf(moment, "planPosition"));
  const { batch: before, next } = batchOf(moment, local, header);
  const count = globalOf(moment, "fragmentCount");
  const fits = ule(add(count, number32(RECORD_FRAGMENTS_MAX)), globalOf(moment, "fragmentsMax"));
  const isLooked = and(ult(before.position, local("to")), fits);
  const isTaken = and(isLooked, batch.isTakenUp(before, next));
  const is = (kind: Term) => and(isTaken, equal(next.kind, kind));
  const after = batch.withNext(before, next);
  const taken = { planPosition: after.position, planIncarnation: after.life };
  return [
    writeWay(moment, header, is(batch.WRITE), after.life),
    {
      what: "a pad is taken up",
      ...{ to: RECORDS, when: is(batch.PAD), kept: ["from", "to"], globals: taken },
      more: ({ world, local }) => [
        { claim: "what holds there holds", goal: all(isBegun(world, local)) },
        { claim: "it has come further", goal: ult(before.position, after.position) },
      ],
    },
    {
      what: "a range is the batch",
      ...{ to: "end", when: and(isTaken, batch.isRange(next.kind)) },
      results: [batch.kindOf(before, next)],
      globals: { ...taken, planOffset: header.offset, planLength: header.length },
    },
    ...endWays(
      before,
      not(isTaken),
      ite(isLooked, batch.kindOf(before, next), batch.kindAtLimit(before)),
    ),
  ];
}

/** A write comes to the head of the loop that cuts it up; that it is taken up is said behind that. */
function writeWay(moment: Moment, header: Header, when: Term, life: Term): Way<Begin> {
  const first = lshr(header.offset, number64(9));
  const position = globalOf(moment, "planPosition");
  return {
    what: "a write is cut up",
    ...{ to: FRAGMENTS, when, kept: ["from", "to"], globals: { planIncarnation: life } },
    locals: {
      ...{ sector: first, first, end: add(first, lshr(header.length, number64(9))) },
      payload: add(position, wide(globalOf(moment, "grainSectors"))),
      sectors: ANSWER(),
    },
    more: ({ local }) => [{ claim: "what holds there holds", goal: all(isCutting(moment, local)) }],
  };
}

/** Nothing more is taken up: without a fragment that is all; otherwise they are sorted. */
function endWays(before: Batch, stops: Term, kind: Term): Way<Begin>[] {
  const after = Object.fromEntries(SORTED_GLOBALS.map((name) => [name, sortedGlobal(name)]));
  const byteAt = (address: Term) => select(SORTED(), address);
  const sorts = and(stops, before.hasWrites);
  const isSorted = isNonzero(IS_SORTED());
  return [
    {
      what: "it ends without a write",
      ...{ to: "end", when: and(stops, not(before.hasWrites)), results: [kind] },
    },
    {
      what: "it ends with writes, sorted",
      ...{ to: "end", when: and(sorts, isSorted), results: [kind] },
      ...{ globals: after, byteAt },
    },
    {
      what: "it ends with writes that did not come out sorted",
      ...{ to: "end", when: and(sorts, not(isSorted)), results: [batch.DAMAGED] },
      globals: {
        ...{ ...after, planPosition: before.from },
        ...{ fragmentCount: number32(0), pageHighest: number64(0) },
      },
      byteAt,
    },
  ];
}
