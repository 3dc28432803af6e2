/** A page is taken up by `planNext`: of each of its sectors the newest version's address is found. */
import {
  add,
  all,
  and,
  BOOLEAN,
  bitVector,
  equal,
  implies,
  isNonzero,
  ite,
  not,
  or,
  select,
  shl,
  sub,
  type Term,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { Newest } from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { addressOf } from "../encode/places.js";
import { noTrap } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { bitOf, readWorld, SECTORS } from "../overlay/table.js";
import { memoryAfter } from "../overlay/theorem.js";
import { number32, number64 } from "../terms.js";
import {
  fragmentAt,
  holds,
  KEY_BYTES,
  keyAt,
  numberOfKey,
  pageOfKey,
  readMoment,
  SOURCES,
} from "./layout.js";
import {
  isPlanned,
  isSeeking,
  isSortedAt,
  isTakingUp,
  KEPT,
  type Next,
  PAGE,
  SEEK,
  walkNext,
} from "./next-heads.js";
import { replayedPlan } from "./v8-plan.js";
import { takes, type Walk, type Way } from "./walk.js";

export function pageStatement(core: Core): Statement {
  const walk = walkNext(core, PAGE);
  const { moment, local } = walk;
  const read = readMoment(moment);
  const [cursor, page] = [globalOf(moment, "planCursor"), globalOf(moment, "planPage")];
  const isOfPage = and(
    ult(cursor, globalOf(moment, "fragmentCount")),
    equal(pageOfKey(read(keyAt(moment, cursor), KEY_BYTES)), page),
  );
  return {
    hypotheses: [
      ...isPlanned(moment),
      ...isTakingUp(moment, read, local),
      isSortedAt(moment, read, cursor),
      isSortedAt(moment, read, sub(cursor, number32(1))),
    ],
    replay: () => replayedPlan(core),
    obligations: [
      noTrap(walk),
      ...takes(walk, [
        fragmentWay(walk, isOfPage),
        {
          what: "all of the page's fragments are taken up",
          ...{ to: SEEK, when: not(isOfPage), kept: KEPT, globals: { sectorCursor: number32(0) } },
          more: ({ world, local }) => [
            {
              claim: "what holds there holds",
              goal: all(isSeeking(world, readWorld(world), local)),
            },
          ],
        },
      ]),
    ],
  };
}

const sourceAt = (sector: number) => number32(SOURCES.from + 4 * sector);

/** The next fragment of the page: its sectors are newer than those of the fragments before. */
function fragmentWay({ moment }: Walk<Next>, when: Term): Way<Next> {
  const read = readMoment(moment);
  const cursor = globalOf(moment, "planCursor");
  const key = read(keyAt(moment, cursor), KEY_BYTES);
  const fragment = fragmentAt(moment, numberOfKey(key));
  const [word, source] = [read(fragment, 8), read(add(fragment, number32(8)), 4)];
  const writes = SECTORS.map((sector) => {
    const position = add(source, number32(sector));
    const address = addressOf(moment, zeroExtend(position, 64));
    const old = read(sourceAt(sector), 4);
    return [sourceAt(sector), ite(bitOf(word, sector), address, old)] as const;
  });
  const after = memoryAfter(moment.memory, writes);
  const next = add(cursor, number32(1));
  const left = (at: Term) => sub(globalOf(moment, "fragmentCount"), at);
  return {
    what: "a fragment of the page",
    ...{ to: PAGE, when, kept: KEPT, globals: { planCursor: next } },
    byteAt: (address) => select(after, address),
    more: ({ world, local }) => [
      { claim: "what holds there holds", goal: all(isTakingUp(world, readWorld(world), local)) },
      { claim: "fewer fragments are left", goal: ult(left(next), left(cursor)) },
      ...SECTORS.map((sector) =>
        newestOf(moment, sector, { word, source, after: writes[sector]![1] }),
      ),
    ],
  };
}

/** A source is 0 where no fragment has the sector, and otherwise the address of the newest. */
function isSource(moment: Moment, source: Term, { isWritten, position }: Newest): Term {
  return and(
    equal(isNonzero(source), isWritten),
    implies(isWritten, equal(source, addressOf(moment, position))),
  );
}

function newestOf(
  moment: Moment,
  number: number,
  { word, source, after }: { word: Term; source: Term; after: Term },
): Obligation {
  const sector = add(shl(globalOf(moment, "planPage"), number64(3)), number64(number));
  const before: Newest = {
    isWritten: variable("is written", BOOLEAN),
    position: variable("position of the newest", bitVector(64)),
  };
  const has = holds(word, sector);
  const position = zeroExtend(add(source, number32(number)), 64);
  const newest: Newest = {
    isWritten: or(before.isWritten, has),
    position: ite(has, position, before.position),
  };
  return {
    claim: `sector ${number} has the fragment's version if it has one, otherwise what it had`,
    when: [isSource(moment, readMoment(moment)(sourceAt(number), 4), before)],
    goal: isSource(moment, after, newest),
  };
}
