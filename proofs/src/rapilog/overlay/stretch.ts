/** `overlayStretch`: each page of a stretch gets its part. Its loop is cut at its head. */
import {
  add,
  and,
  concat,
  equal,
  extract,
  fromBoolean,
  isNonzero,
  ite,
  lshr,
  mul,
  sub,
  type Term,
  ugt,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import { type Statement, same } from "../../prove/statement.js";
import type { Core } from "../core.js";
import { noTrap } from "../encode/round.js";
import { number64 } from "../terms.js";
import { areRight, expectCall, wasCalled } from "./calls.js";
import { changesNothing } from "./find.js";
import { neverComes, runOnce, runToLoop } from "./loop.js";
import { othersStay } from "./read.js";
import { SECTORS } from "./table.js";
import { anyLocals, startOf } from "./theorem.js";

export const PARAMETERS = ["offset", "length", "position", "zeros"];
/** Numbers of locals at the loop's head: only proposed. */
export const LOCALS = { page: 0, position: 2, zeros: 3, first: 4, end: 6, last: 7 };
const KEPT = ["position", "zeros", "first", "end", "last"] as const;

export function stretchStartStatement(core: Core): Statement {
  const start = startOf(core, "overlayStretch", PARAMETERS);
  const { moment, parameters } = start;
  const [offset, length, position, zeros] = parameters as [Term, Term, Term, Term];
  const { run, reached } = runToLoop(start);
  if (reached === undefined) return neverComes("it comes to the loop");
  const local = (name: keyof typeof LOCALS) => reached.locals[LOCALS[name]]!;
  const end = add(offset, length);
  return {
    hypotheses: [],
    obligations: [
      { claim: "it comes to the loop", goal: reached.condition },
      noTrap({ run }),
      ...same([
        ["it begins with the stretch's first page", local("page"), lshr(offset, number64(12))],
        ["and ends with its last", local("last"), lshr(sub(end, number64(1)), number64(12))],
        ["its first sector is known", local("first"), lshr(offset, number64(9))],
        ["its end is known", local("end"), lshr(end, number64(9))],
        ["the position stays", local("position"), position],
        ["whether it is zeros stays", local("zeros"), zeros],
      ]),
      ...changesNothing(moment, reached.world),
    ],
  };
}

/** The part of a stretch that is in a page, as `put` must be told of it. */
function partOf(page: Term, local: (name: keyof typeof LOCALS) => Term): Term[] {
  const [first, end, zeros] = [local("first"), local("end"), local("zeros")];
  const begin = mul(page, number64(8));
  const isIn = (sector: number) => {
    const number = add(begin, number64(sector));
    return and(ule(first, number), ult(number, end));
  };
  const mask = SECTORS.map((sector) => fromBoolean(isIn(sector), 1)).reduce((low, high) =>
    concat(high, low),
  );
  const inStream = sub(add(local("position"), begin), first);
  const position = ite(isNonzero(zeros), local("position"), inStream);
  return [page, zeroExtend(mask, 32), extract(position, 31, 0), zeros];
}

export function stretchStepStatement(core: Core): Statement {
  const locals: Term[] = [];
  const local = (name: keyof typeof LOCALS) => locals[LOCALS[name]]!;
  const { moment } = startOf(core, "overlayStretch", PARAMETERS, {
    put: (call) => {
      expectCall(call, partOf(local("page"), local));
      return [];
    },
  });
  locals.push(...anyLocals(moment, LOCALS));
  const { run, again, returned } = runOnce(moment, locals);
  const [page, first, end, last] = [local("page"), local("first"), local("end"), local("last")];
  const begin = mul(page, number64(8));
  const hypotheses = [
    ult(last, number64(1n << 44n)),
    ult(first, end),
    equal(last, lshr(sub(end, number64(1)), number64(3))),
    ule(lshr(first, number64(3)), page),
    ule(page, add(last, number64(1))),
  ];
  if (again === undefined || returned === undefined)
    return neverComes("it goes round, and ends", hypotheses);
  const round = [
    { claim: "it goes round", goal: again.condition },
    noTrap({ run }),
    ...same([["it goes on to the next page", again.locals[LOCALS.page]!, add(page, number64(1))]]),
    ...same(
      KEPT.map((name) => [`${name} stays`, again.locals[LOCALS[name]]!, local(name)] as const),
    ),
    wasCalled(again.world),
    ...othersStay(moment, again.world),
  ];
  const ends = [
    { claim: "it ends", goal: returned.condition },
    { claim: "all of the stretch is done", goal: ule(end, begin) },
    ...changesNothing(moment, returned.world),
  ];
  return {
    hypotheses,
    obligations: [
      ...areRight(run),
      ...round.map((claim) => ({ ...claim, when: [ule(page, last)] })),
      ...ends.map((claim) => ({ ...claim, when: [ugt(page, last)] })),
    ],
  };
}
