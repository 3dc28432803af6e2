/** `overlayStretch`: of one arbitrary sector what is entered is its part of the stretch. */
import {
  add,
  and,
  equal,
  FALSE,
  isNonzero,
  lshr,
  mul,
  sub,
  type Term,
  ule,
  ult,
} from "@ashlar/logic";
import type { World } from "@ashlar/semantics";
import { contents, type Entry, overlay } from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import { momentOf } from "../ack/frames.js";
import { isPlacedTable } from "../ack/tables.js";
import { anyOf, type Core, type Moment } from "../core.js";
import { neverComes, runOnce, runToLoop } from "../overlay/loop.js";
import { LOCALS, PARAMETERS } from "../overlay/stretch.js";
import { anyLocals, type Start } from "../overlay/theorem.js";
import { number64 } from "../terms.js";
import { contracts } from "./contracts.js";
import { isStretch } from "./effects.js";
import { needs } from "./log.js";
import { areAsLeft, knownIn, note, startNoting } from "./noted.js";
import { anyKnown, anySector, enteringOf, lowerHalf } from "./sector.js";

interface Stretch {
  readonly offset: Term;
  readonly length: Term;
  readonly position: Term;
  readonly zeros: Term;
}

/** The entry when all pages of the stretch before one have been entered. */
function entryBefore({ zeros, ...stretch }: Stretch, page: Term): Entry {
  const entering = enteringOf(stretch, isNonzero(zeros));
  const isMeant = and(entering.isMeant, ult(anySector(), mul(page, number64(8))));
  return overlay.put(anyKnown().entry, lowerHalf({ ...entering, isMeant }));
}

/** What the loop's locals are while pages are entered. */
function isGoingOn(stretch: Stretch, locals: readonly Term[]): [string, Term][] {
  const local = (name: keyof typeof LOCALS) => locals[LOCALS[name]]!;
  const { offset, length, position, zeros } = stretch;
  const end = add(offset, length);
  const page = (byte: Term) => lshr(byte, number64(12));
  return [
    ["the position is kept", equal(local("position"), position)],
    ["whether it is zeros is kept", equal(local("zeros"), zeros)],
    ["the first sector is kept", equal(local("first"), lshr(offset, number64(9)))],
    ["the end is kept", equal(local("end"), lshr(end, number64(9)))],
    ["the last page is kept", equal(local("last"), page(sub(end, number64(1))))],
    [
      "the page is one of the stretch's, or the next",
      isNext(local("page"), page(offset), local("last")),
    ],
  ];
}

const isNext = (page: Term, first: Term, last: Term) =>
  and(ule(first, page), ule(page, add(last, number64(1))));

function startOfStretch(core: Core): Start {
  const moment = momentOf(core, "overlayStretch", contracts(core));
  startNoting(moment);
  const { parameters } = moment.callable.type;
  return { moment, parameters: parameters.map((type, at) => anyOf(PARAMETERS[at]!, type)) };
}

/** What is known, and of which bytes, at the loop's head or at the end. */
function isKnown(moment: Moment, world: World, entry: Entry): Obligation[] {
  const known = knownIn(world);
  return [
    {
      claim: "what was entered is the part of the stretch that was gone through",
      goal: overlay.areSame(known.entry, entry),
    },
    {
      claim: "the range stays",
      goal: contents.isSameRange(known.range, anyKnown().range),
    },
    { claim: "the tables are as they were left", goal: areAsLeft(moment, world) },
  ];
}

export function stretchStatement(core: Core): Statement {
  const start = startOfStretch(core);
  const { moment, parameters } = start;
  const [offset, length, position, zeros] = parameters as [Term, Term, Term, Term];
  const stretch = { offset, length, position, zeros };
  const { run, reached } = runToLoop(start);
  if (reached === undefined) return neverComes("it comes to the loop");
  const { locals, world, condition } = reached;
  const begins = [
    ...isGoingOn(stretch, locals).map(([claim, goal]) => ({ claim, goal })),
    ...isKnown(moment, world, entryBefore(stretch, locals[LOCALS.page]!)),
  ];
  return {
    hypotheses: [...isPlacedTable(moment), isStretch(offset, length)],
    obligations: [
      ...needs(run),
      ...begins.map((claim) => ({ ...claim, when: [condition] })),
      ...rounds(core, stretch),
    ],
  };
}

/** From the loop's head, when the pages before one have been entered. */
function rounds(core: Core, stretch: Stretch): Obligation[] {
  const { moment } = startOfStretch(core);
  const locals = anyLocals(moment, LOCALS);
  const when = isGoingOn(stretch, locals).map(([, holds]) => holds);
  note(moment.world, { ...anyKnown(), entry: entryBefore(stretch, locals[LOCALS.page]!) });
  const { run, again, returned } = runOnce(moment, locals);
  if (again === undefined || returned === undefined)
    return [{ claim: "it goes round, and ends", goal: FALSE }];
  const next = again.locals;
  const round = [
    ...isGoingOn(stretch, next).map(([claim, goal]) => ({ claim, goal })),
    ...isKnown(moment, again.world, entryBefore(stretch, next[LOCALS.page]!)),
  ].map((claim) => ({ ...claim, when: [...when, again.condition] }));
  const all = overlay.put(
    anyKnown().entry,
    lowerHalf(enteringOf(stretch, isNonzero(stretch.zeros))),
  );
  const end = isKnown(moment, returned.world, all).map((claim) => ({
    ...claim,
    when: [...when, returned.condition],
  }));
  return [...needs(run).map((claim) => ({ ...claim, when })), ...round, ...end];
}
