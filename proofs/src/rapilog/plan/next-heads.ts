/**
 * `planNext` has loops within loops: over the sectors of a run, over pages until there is a sector to
 * take, over a page's sectors, over a page's fragments, and over a fragment's sectors, which is run
 * through. What holds at their heads.
 */
import {
  add,
  all,
  and,
  equal,
  implies,
  isNonzero,
  or,
  shl,
  sub,
  type Term,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import type { Core, Moment } from "../core.js";
import { isWholeRounds } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { PAGE_SECTORS, type Read } from "../overlay/table.js";
import { number32, number64 } from "../terms.js";
import {
  fragmentAt,
  hasList,
  isPlan,
  KEY_BYTES,
  keyAt,
  type Named,
  numberOfKey,
  pageOfKey,
  pageOfWord,
} from "./layout.js";
import { type Place, type Walk, walkOf } from "./walk.js";

export const [RUN, SEEK, SCAN, PAGE, BITS] = [0, 1, 2, 3, 4] as const;
export const NEXT = { count: 1, bytes: 2, next: 6 };
export type Next = typeof NEXT;
export type Locals = (name: keyof Next) => Term;
export const KEPT = ["count", "bytes", "next"] as const;

export const walkNext = (core: Core, from: Place): Walk<Next> =>
  walkOf(core, { name: "planNext", names: NEXT, from, through: [BITS] });

const PAGES_MAX = 1n << 44n;
/** Pages are those of keys. */
export const isPage = (plan: Named) => ult(globalOf(plan, "planPage"), number64(PAGES_MAX));
const wide = (value: Term) => zeroExtend(value, 64);
const ZERO = number32(0);

const pageAt = (plan: Named, read: Read, rank: Term) =>
  pageOfKey(read(keyAt(plan, rank), KEY_BYTES));

/** The sector of the disk that is looked at. */
export const sectorAt = (plan: Named) =>
  add(shl(globalOf(plan, "planPage"), number64(3)), wide(globalOf(plan, "sectorCursor")));

/** A run that goes on: pieces and bytes have room, the page has sectors. */
function isRun(plan: Named, local: Locals): Term[] {
  const [count, bytes] = [local("count"), local("bytes")];
  return [
    ule(globalOf(plan, "planCursor"), globalOf(plan, "fragmentCount")),
    isPage(plan),
    ule(count, globalOf(plan, "piecesMax")),
    isWholeRounds(bytes, 9),
    ule(bytes, globalOf(plan, "runBytesMax")),
    equal(equal(count, ZERO), equal(bytes, ZERO)),
  ];
}

/** What has been taken is before the sector that is looked at, and what is left is behind its page. */
export function isUnderWay(plan: Named, read: Read, local: Locals): Term[] {
  const [cursor, page] = [globalOf(plan, "planCursor"), globalOf(plan, "planPage")];
  const isStart = and(
    equal(globalOf(plan, "sectorCursor"), number32(PAGE_SECTORS)),
    equal(local("count"), ZERO),
  );
  const isLeft = and(isNonzero(cursor), ult(cursor, globalOf(plan, "fragmentCount")));
  return [
    ...isRun(plan, local),
    ule(globalOf(plan, "sectorCursor"), number32(PAGE_SECTORS)),
    implies(equal(cursor, ZERO), isStart),
    implies(isNonzero(local("count")), ule(local("next"), sectorAt(plan))),
    implies(isLeft, ult(page, pageAt(plan, read, cursor))),
  ];
}

/** Where a sector is sought the run may be longer. */
const isShort = (plan: Named, local: Locals) => ult(local("bytes"), globalOf(plan, "runBytesMax"));
export const isSeeking = (plan: Named, read: Read, local: Locals): Term[] => [
  ...isUnderWay(plan, read, local),
  isShort(plan, local),
];

/** Between two calls there is no run. */
export const isBetween = (plan: Named, read: Read): Term[] =>
  isUnderWay(plan, read, (name) => (name === "next" ? number64(0) : ZERO));

/** Nothing of a batch was fetched yet. */
export const isUnfetched = (plan: Named): Term[] => [
  equal(globalOf(plan, "planCursor"), ZERO),
  equal(globalOf(plan, "sectorCursor"), number32(PAGE_SECTORS)),
  isPage(plan),
];

/** A page is being taken up: the fragment at the cursor, or the one before it, is of it. */
export function isTakingUp(plan: Named, read: Read, local: Locals): Term[] {
  const [cursor, page] = [globalOf(plan, "planCursor"), globalOf(plan, "planPage")];
  const isOf = (rank: Term) => equal(pageAt(plan, read, rank), page);
  const isFirst = and(ult(cursor, globalOf(plan, "fragmentCount")), isOf(cursor));
  return [
    ...isRun(plan, local),
    isShort(plan, local),
    implies(isNonzero(local("count")), ule(local("next"), shl(page, number64(3)))),
    or(isFirst, and(isNonzero(cursor), isOf(sub(cursor, number32(1))))),
  ];
}

/** That keys are sorted, as the check found them, at one rank: it names a fragment of its page, and
 * is smaller than the next. */
export function isSortedAt(plan: Named, read: Read, rank: Term): Term {
  const count = globalOf(plan, "fragmentCount");
  const key = read(keyAt(plan, rank), KEY_BYTES);
  const next = add(rank, number32(1));
  const fragment = fragmentAt(plan, numberOfKey(key));
  return implies(
    ult(rank, count),
    all([
      ult(numberOfKey(key), count),
      equal(pageOfKey(key), pageOfWord(read(fragment, 8))),
      implies(ult(next, count), ult(key, read(keyAt(plan, next), KEY_BYTES))),
    ]),
  );
}

/** A plan with a batch at hand. */
export const isPlanned = (plan: Moment) => [...isPlan(plan), ...hasList(plan)];
