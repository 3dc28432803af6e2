/**
 * `planNext`: which sectors go into a run, in which order, and when there are none left. A sector's
 * source is what `rapilog/refines/plan-next-page` put there.
 */
import {
  add,
  all,
  and,
  constant,
  equal,
  isNonzero,
  ite,
  mul,
  not,
  or,
  select,
  shl,
  sub,
  type Term,
  uge,
  ult,
} from "@ashlar/logic";
import type { Obligation, Statement } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { noTrap } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { PAGE_SECTORS, readWorld } from "../overlay/table.js";
import { memoryAfter } from "../overlay/theorem.js";
import { anyAddress, number32, number64 } from "../terms.js";
import {
  isInList,
  isInSources,
  KEY_BYTES,
  keyAt,
  PIECE_BYTES,
  pageOfKey,
  readMoment,
  SOURCES,
} from "./layout.js";
import {
  isBetween,
  isPlanned,
  isSeeking,
  isTakingUp,
  isUnderWay,
  KEPT,
  type Next,
  PAGE,
  RUN,
  SCAN,
  SEEK,
  sectorAt,
  walkNext,
} from "./next-heads.js";
import { replayedPlan } from "./v8-plan.js";
import { type Arrival, takes, type Walk, type Way } from "./walk.js";

const SECTOR_BYTES = 512;
const ZERO = number32(0);

/** What holds at a head that is come to. */
const holds =
  (what: typeof isUnderWay) =>
  ({ world, local }: Arrival<Next>): Obligation => ({
    claim: "what holds there holds",
    goal: all(what(world, readWorld(world), local)),
  });

const stated = (
  walk: Walk<Next>,
  core: Core,
  hypotheses: Term[],
  ways: Way<Next>[],
): Statement => ({
  hypotheses: [...isPlanned(walk.moment), ...hypotheses],
  replay: () => replayedPlan(core),
  obligations: [noTrap(walk), ...takes(walk, ways)],
});

const before = ({ moment, local }: Walk<Next>, what: typeof isUnderWay) =>
  what(moment, readMoment(moment), local);

/** An end: another call may follow. */
const isEnded = ({ world }: Pick<Arrival<Next>, "world">): Obligation => ({
  claim: "another call may follow",
  goal: all(isBetween(world, readWorld(world))),
});

const ALWAYS = equal(ZERO, ZERO);

/** It begins with an empty run. */
export function startStatement(core: Core): Statement {
  const walk = walkNext(core, "start");
  const hypotheses = isBetween(walk.moment, readMoment(walk.moment));
  return stated(walk, core, hypotheses, [
    {
      ...{ what: "it begins", to: RUN, when: ALWAYS },
      locals: { count: ZERO, bytes: ZERO, next: number64(0) },
      more: (at) => [holds(isUnderWay)(at)],
    },
  ]);
}

/** As long as a run may be longer, another sector is sought. */
export function runStatement(core: Core): Statement {
  const walk = walkNext(core, RUN);
  const { moment, local } = walk;
  const isShort = ult(local("bytes"), globalOf(moment, "runBytesMax"));
  return stated(walk, core, before(walk, isUnderWay), [
    {
      ...{ what: "a run that may be longer", to: SEEK, when: isShort, kept: KEPT },
      more: (at) => [holds(isSeeking)(at)],
    },
    {
      what: "a run that is as long as it may be",
      ...{ to: "end", when: not(isShort), results: [local("count")] },
      more: (at) => [isEnded(at), { claim: "there is a piece", goal: isNonzero(local("count")) }],
    },
  ]);
}

export function seekStatement(core: Core): Statement {
  const walk = walkNext(core, SEEK);
  return stated(walk, core, before(walk, isSeeking), [
    {
      ...{ what: "the page's sectors are looked at", to: SCAN, when: ALWAYS, kept: KEPT },
      more: (at) => [holds(isSeeking)(at)],
    },
  ]);
}

/** One sector of the page, or the next page. */
export function scanStatement(core: Core): Statement {
  const walk = walkNext(core, SCAN);
  return stated(walk, core, before(walk, isSeeking), [...scanWays(walk), ...takeWays(walk)]);
}

const sourceAt = (sector: Term) => add(number32(SOURCES.from), mul(sector, number32(4)));

function scanWays({ moment, local }: Walk<Next>): Way<Next>[] {
  const read = readMoment(moment);
  const [cursor, sector] = [globalOf(moment, "planCursor"), globalOf(moment, "sectorCursor")];
  const isPageDone = uge(sector, number32(PAGE_SECTORS));
  const isAllDone = uge(cursor, globalOf(moment, "fragmentCount"));
  const isEmpty = equal(read(sourceAt(sector), 4), ZERO);
  const next = add(sector, number32(1));
  return [
    {
      what: "a sector without a source is left out",
      ...{ to: SCAN, when: and(not(isPageDone), isEmpty), kept: KEPT },
      globals: { sectorCursor: next },
      more: (at) => [
        holds(isSeeking)(at),
        {
          claim: "less of the page is left",
          goal: ult(sub(number32(PAGE_SECTORS), next), sub(number32(PAGE_SECTORS), sector)),
        },
      ],
    },
    {
      what: "the page is done, and there is another",
      ...{ to: PAGE, when: and(isPageDone, not(isAllDone)), kept: KEPT },
      globals: { planPage: pageOfKey(read(keyAt(moment, cursor), KEY_BYTES)) },
      byteAt: (address) =>
        ite(isInSources(address), constant(8, 0), select(moment.memory, address)),
      more: (at) => [holds(isTakingUp)(at)],
    },
    {
      what: "all pages are done",
      ...{ to: "end", when: and(isPageDone, isAllDone), results: [local("count")] },
      more: (at) => [isEnded(at)],
    },
  ];
}

const pieceAt = (plan: Moment, index: Term) =>
  add(globalOf(plan, "pieces"), mul(index, number32(PIECE_BYTES)));

/** A sector that has a source: it goes on the run, or the run ends before it. */
function takeWays(walk: Walk<Next>): Way<Next>[] {
  const { moment, local } = walk;
  const read = readMoment(moment);
  const inPage = globalOf(moment, "sectorCursor");
  const address = read(sourceAt(inPage), 4);
  const isOne = and(ult(inPage, number32(PAGE_SECTORS)), isNonzero(address));
  const [count, isFirst] = [local("count"), equal(local("count"), ZERO)];
  const last = pieceAt(moment, sub(count, number32(1)));
  const [from, bytes] = [read(last, 4), read(add(last, number32(4)), 4)];
  const isNext = or(isFirst, equal(sectorAt(moment), local("next")));
  const goesOn = and(not(isFirst), equal(add(from, bytes), address));
  const isFull = equal(count, globalOf(moment, "piecesMax"));
  const piece = pieceAt(moment, count);
  const longer = [[add(last, number32(4)), add(bytes, number32(SECTOR_BYTES))]] as const;
  const more = [
    [piece, address],
    [add(piece, number32(4)), number32(SECTOR_BYTES)],
  ] as const;
  const ends = (what: string, when: Term): Way<Next> => ({
    ...{ what, to: "end", when, results: [count] },
    more: (at) => [isEnded(at), { claim: "there is a piece", goal: isNonzero(count) }],
  });
  return [
    ends("the sector is not the run's next", and(isOne, not(isNext))),
    ends("there is no place for its piece", all([isOne, isNext, not(goesOn), isFull])),
    takeWay(walk, "it goes on where the last piece ends", all([isOne, isNext, goesOn]), {
      ...{ count, writes: longer },
    }),
    takeWay(walk, "it becomes a piece", all([isOne, isNext, not(goesOn), not(isFull)]), {
      ...{ count: add(count, number32(1)), writes: more },
    }),
  ];
}

interface Taken {
  readonly count: Term;
  readonly writes: readonly (readonly [address: Term, value: Term])[];
}

function takeWay({ moment, local }: Walk<Next>, what: string, when: Term, taken: Taken): Way<Next> {
  const sector = sectorAt(moment);
  const isFirst = equal(local("count"), ZERO);
  const bytes = add(local("bytes"), number32(SECTOR_BYTES));
  const after = memoryAfter(moment.memory, taken.writes);
  const byteAt = (address: Term) => select(after, address);
  const offset = globalOf(moment, "planOffset");
  return {
    ...{ what, to: RUN, when, byteAt },
    locals: { count: taken.count, bytes, next: add(sector, number64(1)) },
    globals: {
      sectorCursor: add(globalOf(moment, "sectorCursor"), number32(1)),
      planOffset: ite(isFirst, shl(sector, number64(9)), offset),
    },
    more: (at) => [
      holds(isUnderWay)(at),
      { claim: "the run is longer", goal: ult(local("bytes"), bytes) },
      {
        claim: "no byte beside the list changes",
        goal: or(
          isInList(moment, anyAddress()),
          equal(byteAt(anyAddress()), select(moment.memory, anyAddress())),
        ),
      },
    ],
  };
}
