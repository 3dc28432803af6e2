/** Writes are cut into fragments, page by page: the inner loop of `planBegin`. */
import {
  add,
  all,
  and,
  BOOLEAN,
  bitVector,
  concat,
  equal,
  extract,
  fromBoolean,
  isNonzero,
  ite,
  lshr,
  or,
  select,
  shl,
  sub,
  type Term,
  uge,
  ult,
  variable,
} from "@ashlar/logic";
import { batch, type Newest, type Write } from "@ashlar/spec";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import type { Core } from "../core.js";
import { noTrap } from "../encode/round.js";
import { globalIn, globalOf } from "../globals.js";
import { PAGE_SECTORS, SECTORS } from "../overlay/table.js";
import { memoryAfter } from "../overlay/theorem.js";
import { anyAddress, number32, number64 } from "../terms.js";
import { BEGIN, type Begin, FRAGMENTS, isBegun, isCutting, RECORDS, wide } from "./begin-heads.js";
import { fragmentAt, holds, isInTables, isPlan, keyAt, NUMBER_BITS } from "./layout.js";
import { replayedPlan } from "./v8-plan.js";
import { takes, type Walk, type Way, walkOf } from "./walk.js";
export function fragmentStatement(core: Core): Statement {
  const walk = walkOf(core, { name: "planBegin", names: BEGIN, from: FRAGMENTS });
  const { moment, local } = walk;
  const [sector, end] = [local("sector"), local("end")];
  const position = add(globalOf(moment, "planPosition"), wide(local("sectors")));
  return {
    hypotheses: [...isPlan(moment), ...isCutting(moment, local)],
    replay: () => replayedPlan(core),
    obligations: [
      noTrap(walk),
      ...takes(walk, [
        cutWay(walk),
        {
          what: "all of the write is cut up",
          ...{ to: RECORDS, when: uge(sector, end), kept: ["from", "to"] },
          globals: { planPosition: position },
          more: ({ world, local }) => [
            { claim: "what holds there holds", goal: all(isBegun(world, local)) },
            {
              claim: "there is a fragment",
              goal: isNonzero(globalIn(world.globals, "fragmentCount")),
            },
            {
              claim: "it has come further",
              goal: ult(globalOf(moment, "planPosition"), position),
            },
          ],
        },
      ]),
    ],
  };
}

/** The next fragment: all of the write that is in one page. */
function cutWay({ moment, local }: Walk<Begin>): Way<Begin> {
  const [first, sector, end, payload] = (["first", "sector", "end", "payload"] as const).map(
    local,
  ) as [Term, Term, Term, Term];
  const [count, highest] = [globalOf(moment, "fragmentCount"), globalOf(moment, "pageHighest")];
  const page = lshr(sector, number64(3));
  const begin = shl(page, number64(3));
  const next = add(begin, number64(PAGE_SECTORS));
  const stop = ite(ult(end, next), end, next);
  const part: Write = { first: sector, end: stop, payload: add(payload, sub(sector, first)) };
  const fragment = fragmentAt(moment, count);
  const has = SECTORS.map((at) => fromBoolean(batch.hasSector(part, add(begin, number64(at))), 1));
  const mask = wide(has.reduce((low, high) => concat(high, low)));
  const writes = [
    [fragment, or(shl(page, number64(8)), mask)],
    [add(fragment, number32(8)), extract(sub(add(payload, begin), first), 31, 0)],
    [keyAt(moment, count), or(shl(page, number64(NUMBER_BITS)), wide(count))],
  ] as const;
  const after = memoryAfter(moment.memory, writes);
  return {
    what: "a fragment is added",
    ...{ to: FRAGMENTS, when: ult(sector, end), locals: { sector: stop } },
    kept: ["from", "to", "first", "end", "payload", "sectors"],
    globals: {
      fragmentCount: add(count, number32(1)),
      pageHighest: ite(ult(page, highest), highest, page),
    },
    byteAt: (address) => select(after, address),
    more: ({ world, local: arrived }) => [
      { claim: "what holds there holds", goal: all(isCutting(world, arrived)) },
      { claim: "less is left to do", goal: ult(sector, stop) },
      {
        claim: "no byte beside the tables changes",
        goal: or(
          isInTables(moment, anyAddress()),
          equal(world.memories[0]!.load(anyAddress(), 1), select(moment.memory, anyAddress())),
        ),
      },
      ...isPart({ first, end: stop, payload }, part, writes[0][1], writes[1][1]),
    ],
  };
}

/** What a fragment says of any sector, and what that is to the write of which it is a part. */
function isPart(write: Write, part: Write, word: Term, source: Term): Obligation[] {
  const sector = variable("any sector", bitVector(64));
  const newest: Newest = {
    isWritten: variable("is written", BOOLEAN),
    position: variable("position of the newest", bitVector(64)),
  };
  const begin = shl(lshr(part.first, number64(3)), number64(3));
  const whole = batch.withWrite(newest, write, sector);
  const inParts = batch.withWrite(
    batch.withWrite(newest, { ...write, end: part.first }, sector),
    part,
    sector,
  );
  return [
    {
      claim: "it has exactly the sectors of the write in this page",
      goal: equal(holds(word, sector), batch.hasSector(part, sector)),
    },
    ...same(
      SECTORS.map((at) => {
        const one = add(begin, number64(at));
        const [claim, position] = [`sector ${at} at its position`, batch.positionOf(part, one)];
        return [claim, add(source, number32(at)), extract(position, 31, 0)] as const;
      }),
    ),
    {
      claim: "so what is newest after the parts is what is newest after as much of the write",
      goal: and(equal(inParts.isWritten, whole.isWritten), equal(inParts.position, whole.position)),
    },
  ];
}
