/**
 * The newest range over a sector: the loop with which `emitSector` begins. The run is cut at its
 * head.
 */
import { add, extract, ite, mul, sub, type Term, uge, ule, ult, zeroExtend } from "@ashlar/logic";
import { overlay } from "@ashlar/spec";
import { type Statement, same } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { noTrap } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { ROW_BYTES, ROWS, ROWS_MAX } from "../placed-table.js";
import { number32 } from "../terms.js";
import { areWatermarks, windowOf } from "./entry.js";
import { changesNothing } from "./find.js";
import { neverComes, runOnce, runToLoop } from "./loop.js";
import { type Read, readArray } from "./table.js";
import { anyLocals, startOf } from "./theorem.js";

export const PARAMETERS = ["sector", "slot"];
/** Numbers of locals at the loop's head: only proposed. */
export const LOCALS = { sector: 0, slot: 1, newest: 2, row: 3, inPage: 4 };
const KEPT = ["sector", "slot", "inPage"] as const;

/** A row of the table of ranges: [first, end), and the position of its record. */
export function rangeAt(read: Read, row: Term) {
  const at = add(number32(ROWS), mul(row, number32(ROW_BYTES)));
  const word = (which: number) => read(add(at, number32(8 * which)), 8);
  return { first: word(0), end: word(1), position: word(2) };
}

export function rangesStartStatement(core: Core): Statement {
  const start = startOf(core, "emitSector", PARAMETERS);
  const { moment, parameters } = start;
  const { run, reached } = runToLoop(start);
  if (reached === undefined) return neverComes("it comes to the loop");
  const local = (name: keyof typeof LOCALS) => reached.locals[LOCALS[name]]!;
  const inPage = zeroExtend(extract(parameters[0]!, 2, 0), 32);
  return {
    hypotheses: [],
    obligations: [
      { claim: "it comes to the loop", goal: reached.condition },
      noTrap({ run }),
      ...same([
        ["no range is known yet", local("newest"), number32(0)],
        ["it begins with the first row", local("row"), number32(0)],
        ["the sector stays", local("sector"), parameters[0]!],
        ["the slot stays", local("slot"), parameters[1]!],
        ["the sector's place in its page is known", local("inPage"), inPage],
      ]),
      ...changesNothing(moment, reached.world),
    ],
  };
}

export const localsOf = (moment: Moment) => anyLocals(moment, LOCALS);

export function rangesStepStatement(core: Core): Statement {
  const { moment } = startOf(core, "emitSector", PARAMETERS);
  const locals = localsOf(moment);
  const { run, again } = runOnce(moment, locals);
  const local = (name: keyof typeof LOCALS) => locals[LOCALS[name]]!;
  const used = globalOf(moment, "rangesUsed");
  const hypotheses = [
    ...areWatermarks(moment.globals),
    uge(moment.pages, number32(1)),
    ule(moment.pages, number32(1 << 16)),
    ult(local("row"), used),
    ule(used, number32(ROWS_MAX)),
  ];
  if (again === undefined) return neverComes("it goes round", hypotheses);
  const range = rangeAt(readArray(moment.memory), local("row"));
  const age = overlay.ageOfRange(range, local("sector"), windowOf(moment.globals));
  const { from: oldest, head } = windowOf(moment.globals);
  const held = sub(head, oldest);
  const newest = ite(ult(local("newest"), age), age, local("newest"));
  return {
    hypotheses,
    obligations: [
      { claim: "it goes round", goal: again.condition },
      noTrap({ run }),
      ...same([
        ["the newest is the newer of what it was and this", again.locals[LOCALS.newest]!, newest],
        ["it goes on to the next row", again.locals[LOCALS.row]!, add(local("row"), number32(1))],
        ...KEPT.map((name) => [`${name} stays`, again.locals[LOCALS[name]]!, local(name)] as const),
      ]),
      {
        claim: "it is never newer than the head",
        when: [ule(zeroExtend(local("newest"), 64), held)],
        goal: ule(zeroExtend(newest, 64), held),
      },
      ...changesNothing(moment, again.world),
    ],
  };
}
