/**
 * Unwinding. What a high domain does changes nothing that the observer sees; what a low one does, the
 * timer too, makes of two states that look the same to it two that look the same; and all of them
 * leave the policy obeyed. Said of all entries, it would follow by induction over runs that what a
 * high domain holds or does is never seen.
 */
import * as numbers from "@ashlar/kernel/interface";
import { add, all, and, equal, not, or, sub, type Term, uge, ult } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, type Found, fields, object, State } from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { anyArguments, anyState } from "../any-state.js";
import { baseOf, type Entry } from "../entries.js";
import { consistent, kept, looksAtSeen, respected } from "./claims.js";
import { findings, noting } from "./found.js";
import { keptInParts } from "./in-parts.js";
import { isClosed, isLow } from "./labels.js";
import { UNSIGNALLED } from "./raised.js";
import {
  alongside,
  begun,
  type Case,
  casesOf,
  policedAnywhere,
  type Step,
  stepOf,
} from "./step.js";
import { alike, isLowTurn } from "./view.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** What is passed names pages of the caller's side only, none of them closed. */
function isUsual(state: State, { name }: Entry, given: Arguments, pages: readonly Term[]): Term {
  const [, page] = given;
  const untyped = object(stateWith(state, given), given[0]).page;
  const isOwn = all([
    equal(state.get(fields.TYPE, untyped), number64(numbers.UNTYPED)),
    uge(page, state.get(fields.FIRST, untyped)),
    ult(page, state.get(fields.END, untyped)),
  ]);
  return all([
    ...pages.map((one) => or(equal(one, ZERO), and(isLow(one), not(isClosed(one))))),
    ...(name === "untypedRetype" || name === "untypedReclaim" ? [isOwn] : []),
  ]);
}

const handlerOf = (state: State, [source]: Arguments) =>
  add(state.get(fields.FIRST_HANDLER), sub(source, ONE));

const stateWith = (state: State, given: Arguments) =>
  State.of(state.pages, state.lookup, { found: findings(state, given).found });

export type Part = "respected" | "usual" | "unusual" | "kept";

/** The pages of what an entry asks for by slots, or a device signals. */
function namedPages({ name, step }: Entry, state: State, given: Arguments): Term[] {
  if (name === "interrupt") return [state.get(fields.IRQ.page, handlerOf(state, given))];
  const noted = noting(findings(state, given).found);
  step(State.of(state.pages, state.lookup, { found: noted.found }), given);
  return [...noted.pages];
}

const unique = (terms: readonly Term[]) => [...new Set(terms)];

/** What is asked of a step of one state. */
const ASKED: Readonly<Record<Exclude<Part, "unusual">, (step: Step) => Obligation[]>> = {
  ...{ respected, kept, usual: looksAtSeen },
};

/** An entry, its states, and what is supposed of them. */
export interface Asked {
  readonly entry: Entry;
  readonly part: Part;
  readonly state: State;
  readonly given: Arguments;
  readonly found: Found;
  /** Whatever the part, of what is found, and of the part. */
  readonly always: readonly Term[];
  readonly facts: readonly Term[];
  readonly ofPart: readonly Term[];
}

function asked(entry: Entry, part: Part): Asked {
  const [state, given] = [anyState(), anyArguments()];
  const { found, facts } = findings(state, given);
  const turn = isLowTurn(state);
  const usual = isUsual(state, entry, given, namedPages(entry, state, given));
  const isTimer = entry.name === "timer";
  const ofParts: Readonly<Record<Part, readonly Term[]>> = {
    respected: [not(turn)],
    usual: [turn, usual],
    unusual: isTimer ? begun(alike(state), entry, given) : [turn, not(usual)],
    kept: policedAnywhere(state, given),
  };
  return {
    ...{ entry, part, state, given, found, ofPart: ofParts[part] },
    always: [isLow(ZERO), not(isClosed(ZERO)), ...begun(state, entry, given)],
    facts: entry.isByThread ? facts : [],
  };
}

/** All cases at once. */
function whole({ entry, part, state, given, found, ...supposed }: Asked): Statement {
  const one = stepOf(entry, state, given, { found });
  const known = [...supposed.always, ...one.perhaps, ...supposed.facts];
  if (part !== "unusual")
    return {
      hypotheses: unique([...known, ...supposed.ofPart]),
      obligations: ASKED[part](one),
      together: true,
    };
  const other = stepOf(entry, alike(state), given, { found });
  return {
    hypotheses: unique([...known, ...other.perhaps, ...supposed.ofPart]),
    obligations: consistent(one, other),
    together: true,
  };
}

/** Of these, so many conditions make cases. */
const OF_SIGNALS = 9;
/** These signal to a notification, which both sides may name. */
const SIGNALLING: readonly string[] = ["signal", "interrupt"];

/** Of one state: `raised.ts` says why that suffices. */
function bySide({ entry, state, given, found, ...supposed }: Asked): Statement {
  const [notification] = namedPages(entry, state, given);
  const isSeen = isLow(notification!);
  const noted = noting(found);
  const unseen = stepOf(entry, state, given, { found: noted.found, ...UNSIGNALLED });
  const told = { found: noted.found, told_max: OF_SIGNALS };
  const obligations = [
    ...casesOf(entry, state, given, told).flatMap((one) => ofCase(one, [...one.when, isSeen])),
    ...ofCase(unseen, [not(isSeen)]),
  ];
  const facts = noted.ofAsked(supposed.facts);
  const hypotheses = unique([...supposed.always, ...facts, ...supposed.ofPart]);
  return { hypotheses, obligations, together: true };
}

const ofCase = (step: Step, when: readonly Term[]): Obligation[] =>
  looksAtSeen(step).map((one) => ({ ...one, when, known: step.perhaps }));

/** An entry that would be too much at once. */
interface Apart {
  /** So many of its conditions make cases. */
  readonly told_max: number;
  /** Whether a thread leaves a queue in which others are behind it. */
  readonly isInQueues?: boolean;
}
const APART: ReadonlyMap<string, Apart> = new Map([
  ["replyReceive", { told_max: 6 }],
  ["untypedReclaim", { told_max: 12, isInQueues: true }],
]);
/** Of these, what names what both sides may is refused: the first conditions tell all. */
const OF_REFUSED = 2;

/** Case by case. */
function byCases(the: Asked, { told_max, isInQueues }: Apart): Statement {
  const { entry, part, state, given, found } = the;
  const taking = { found, told_max: part === "unusual" ? OF_REFUSED : told_max };
  const obligations = casesOf(entry, state, given, taking).flatMap((one): Obligation[] => {
    const { when, perhaps: known } = one;
    const perhaps = isInQueues ? one.ofQueues : [];
    if (part === "unusual") return ofBoth(the, one);
    return ASKED[part](one).map((it) => ({ ...it, when, known, perhaps }));
  });
  const hypotheses = unique([...the.always, ...the.facts, ...the.ofPart]);
  return { hypotheses, obligations, together: true };
}

/** One case of two states: both take the same way, and then they do the same. */
function ofBoth({ entry, state, given, found }: Asked, one: Case): Obligation[] {
  const other = alongside(one, entry, alike(state), given, found);
  const known = unique([...one.perhaps, ...other.perhaps]);
  const when = [...one.when, other.isSameWay];
  return [
    { claim: "both take the same way", goal: other.isSameWay, when: one.when, known },
    ...consistent(one, other).map((it) => ({ ...it, when, known })),
  ];
}
/** Of one entry. */
export function unwinding(entry: Entry, part: Part): Statement {
  const apart = APART.get(baseOf(entry));
  const the = asked(entry, part);
  if (part === "unusual" && SIGNALLING.includes(entry.name)) return bySide(the);
  if (apart === undefined) return whole(the);
  return part === "kept" ? keptInParts(the) : byCases(the, apart);
}
