/**
 * `fitsOverlay`: whether each page of a stretch has a slot, or a bucket with room. Its loop is cut
 * at its head; what `find` and `bucketHasRoom` answer may be anything.
 */
import {
  add,
  and,
  any,
  bitVector,
  equal,
  extract,
  FALSE,
  isNonzero,
  ite,
  lshr,
  not,
  or,
  sub,
  type Term,
  ugt,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import type { Reached } from "@ashlar/semantics";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import type { Core } from "../core.js";
import { noTrap } from "../encode/round.js";
import { number32, number64 } from "../terms.js";
import { areRight } from "./calls.js";
import { changesNothing } from "./find.js";
import { neverComes, runOnce, runToLoop } from "./loop.js";
import { bucketsOf } from "./table.js";
import { anyLocals, type Callees, startOf } from "./theorem.js";

/** Numbers of locals at the loop's head: only proposed. */
const LOCALS = { page: 0, first: 1, freed: 2, wanted: 3, last: 7 };
const [HAS_ROOM, FREED] = [0, 1];
const [PAGES_MAX, FREE_FOR_MANY] = [65, 4];

export function fitsStartStatement(core: Core): Statement {
  const start = startOf(core, "fitsOverlay", ["offset", "length"]);
  const { moment, parameters } = start;
  const [offset, length] = parameters as [Term, Term];
  const { run, reached } = runToLoop(start);
  const first = lshr(offset, number64(12));
  const last = lshr(sub(add(offset, length), number64(1)), number64(12));
  const isSound = and(ult(last, number64(1n << 44n)), ult(sub(last, first), number64(PAGES_MAX)));
  if (reached === undefined) return neverComes("it comes to the loop");
  const local = (name: keyof typeof LOCALS) => reached.locals[LOCALS[name]]!;
  const wanted = ite(equal(first, last), number32(1), number32(FREE_FOR_MANY));
  return {
    hypotheses: [],
    obligations: [
      {
        claim: "it comes to the loop for 65 pages at most, all below 2^44, and no others",
        goal: equal(reached.condition, isSound),
      },
      {
        claim: "it traps for all others",
        goal: equal(any(run.traps.map(({ condition }) => condition)), not(isSound)),
      },
      ...same([
        ["it begins with the stretch's first page", local("page"), first],
        ["which it keeps in mind", local("first"), first],
        ["and ends with its last", local("last"), last],
        ["nothing was freed yet", local("freed"), number32(0)],
        ["it wants one slot for one page, four for more", local("wanted"), wanted],
      ]),
      ...changesNothing(moment, reached.world),
    ],
  };
}

const bitAt = (term: Term, bit: number) => extract(term, bit, bit);

/** What the callees answer for the page. */
const FOUND = () => variable("found", bitVector(32));
const ANSWERS = () =>
  ["first", "second"].map((name) => variable(`${name} has room`, bitVector(32)));

function callees(page: Term, wanted: Term): Callees {
  let asked = 0;
  return {
    find: (call) => {
      call.require(equal(call.parameters[0]!, page));
      return [FOUND()];
    },
    bucketHasRoom: (call, moment) => {
      const which = asked++;
      const bucket = bucketsOf(moment, page)[which];
      call.require(
        bucket === undefined
          ? FALSE
          : and(equal(call.parameters[0]!, bucket), equal(call.parameters[1]!, wanted)),
      );
      return [ANSWERS()[which] ?? number32(0)];
    },
  };
}

/** Whether the page has a slot or room, and whether slots were freed, if they were before. */
function answered(before: Term) {
  const [first, second] = ANSWERS() as [Term, Term];
  const [isFound, isFirst] = [isNonzero(FOUND()), isNonzero(bitAt(first, HAS_ROOM))];
  const freedFirst = or(before, and(first, number32(1 << FREED)));
  const freedBoth = or(freedFirst, and(second, number32(1 << FREED)));
  return {
    fits: any([isFound, isFirst, isNonzero(bitAt(second, HAS_ROOM))]),
    freed: ite(isFound, before, ite(isFirst, freedFirst, freedBoth)),
  };
}

export function fitsStepStatement(core: Core): Statement {
  const page = variable("page", bitVector(64));
  const wanted = variable("wanted", bitVector(32));
  const { moment } = startOf(core, "fitsOverlay", ["offset", "length"], callees(page, wanted));
  const locals = anyLocals(moment, LOCALS);
  const last = locals[LOCALS.last]!;
  const { run, again, returned } = runOnce(moment, locals);
  const pass = run.reached.find(({ isAgain }) => !isAgain);
  if (again === undefined || pass === undefined || returned === undefined)
    return neverComes("it goes round, and ends");
  const isLeft = ule(page, last);
  const before = locals[LOCALS.freed]!;
  const { fits, freed } = answered(before);
  const round = [
    { claim: "it goes round", goal: again.condition },
    ...same([
      ["it goes on to the next page", again.locals[LOCALS.page]!, add(page, number64(1))],
      ["the last page stays", again.locals[LOCALS.last]!, last],
      ["what it wants stays", again.locals[LOCALS.wanted]!, wanted],
      ["the first page stays", again.locals[LOCALS.first]!, locals[LOCALS.first]!],
      ["it keeps in mind whether slots were freed", again.locals[LOCALS.freed]!, freed],
    ]),
  ];
  return {
    hypotheses: [],
    obligations: [
      noTrap({ run }),
      ...areRight(run),
      ...round.map((claim) => ({ ...claim, when: [isLeft, fits] })),
      {
        claim: "it says no for a page that has neither",
        when: [isLeft, not(fits)],
        goal: and(returned.condition, equal(returned.results[0]!, number32(0))),
      },
      {
        claim: "it says yes when no page is left and no slot was freed",
        when: [ugt(page, last), equal(before, number32(0))],
        goal: and(returned.condition, equal(returned.results[0]!, number32(1))),
      },
      ...anewObligations(locals, pass).map((claim) => ({
        ...claim,
        when: [ugt(page, last), isNonzero(before)],
      })),
    ],
  };
}

/** All pages are asked again. */
function anewObligations(
  locals: readonly Term[],
  { condition, locals: after }: Reached,
): Obligation[] {
  const kept = ["first", "last", "wanted"] as const;
  return [
    { claim: "it asks all pages again", goal: condition },
    ...same([
      ["from the first on", after[LOCALS.page]!, locals[LOCALS.first]!],
      ["and nothing was freed yet", after[LOCALS.freed]!, number32(0)],
      ...kept.map(
        (name) => [`${name} stays`, after[LOCALS[name]]!, locals[LOCALS[name]]!] as const,
      ),
    ]),
  ];
}
