/** That each function that keeps the overlay changes no more than its frame says. */
import {
  type Assignment,
  all,
  boolean,
  FALSE,
  implies,
  not,
  select,
  type Term,
  TRUE,
} from "@ashlar/logic";
import {
  type Explored,
  explore,
  exploreFrom,
  localTypes,
  loopsOf,
  type World,
} from "@ashlar/semantics";
import type { Obligation, StatedTheorem, Statement } from "../../prove/statement.js";
import {
  anyOf,
  arbitraryMoment,
  type Callee,
  type Core,
  coreBytes,
  coreOf,
  explored,
  type Moment,
} from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { type FunctionName, functionIn } from "../functions.js";
import { GLOBAL_NAMES, globalOf } from "../globals.js";
import { anyAddress } from "../terms.js";
import { type Expected, replayedFrom } from "../v8-state.js";
import { lostLocals } from "./ack-changes.js";
import { FRAMES, type Frame, type FramedName, framed, frameOf, isFramed } from "./contracts.js";
import { isBesideTables, isPlacedTable } from "./tables.js";

const NAMES = Object.keys(FRAMES) as FramedName[];

/** The moment before a call, its framed callees standing for themselves by their frames. */
export function momentOf(
  core: Core,
  name: FunctionName,
  others: (moment: () => Moment) => Partial<Record<FunctionName, Callee>> = () => ({}),
): Moment {
  const callees = new Map<number, Callee>([
    ...NAMES.map(
      (callee) => [functionIn(core, callee), framed(core, callee, () => moment)] as const,
    ),
    ...Object.entries(others(() => moment)).map(
      ([callee, of]) => [functionIn(core, callee as FunctionName), of] as const,
    ),
  ]);
  const moment: Moment = arbitraryMoment(core.module, functionIn(core, name), (index) =>
    callees.get(index),
  );
  return moment;
}

/** A way in which a run stops: at its end, or at a loop's head. */
interface Outcome {
  readonly what: string;
  readonly condition: Term;
  readonly world: World;
  readonly results: readonly Term[] | undefined;
  readonly locals: readonly Term[] | undefined;
}

function outcomesOf({ returned, reached }: Explored): Outcome[] {
  const ends =
    returned === undefined ? [] : [{ ...returned, what: "at its end", locals: undefined }];
  const heads = reached.map((one) => ({ ...one, what: "at a loop", results: undefined }));
  return [...ends, ...heads];
}

/** Loops that are not cut go round eight times. */
const roundsMax = 9;

function frameStatement(core: Core, name: FramedName): Statement {
  const frame = frameOf(name);
  const moment = momentOf(core, name);
  const { callable, world } = moment;
  const parameters = callable.type.parameters.map((type, at) => anyOf(frame.parameters[at]!, type));
  const loops = frame.loop === undefined ? [] : loopsOf(callable).map(({ label }) => label);
  const cuts = { cuts: loops, roundsMax };
  const entered = explored(explore(callable, parameters, world, cuts));
  const needs = frame.needs === undefined ? [] : [frame.needs(moment, parameters)];
  return {
    hypotheses: [...isPlacedTable(moment), ...needs],
    replay: (state: Assignment) =>
      replayedFrom(core, functionIn(core, name), moment, waysOf(frame, moment, parameters), state),
    obligations: [
      ...claimsOf(frame, moment, entered),
      ...loops.flatMap((label) => roundClaims(core, name, label, cuts)),
    ],
  };
}

/** From a loop's head, wherever it is come to, to the next head or the end. */
function roundClaims(
  core: Core,
  name: FramedName,
  label: number,
  cuts: { cuts: number[]; roundsMax: number },
): Obligation[] {
  const frame = frameOf(name);
  const moment = momentOf(core, name);
  const { callable, world } = moment;
  const locals = localTypes(callable).map((type, at) => anyOf(`local ${at}`, type));
  const round = explored(exploreFrom(callable, { label, locals, stack: [] }, world, cuts));
  const when = frame.loop!(locals, moment.globals);
  return claimsOf(frame, moment, round).map((claim) => ({
    ...claim,
    when: [...when, ...(claim.when ?? [])],
  }));
}

/** How V8 may end: within the frame, or with a trap, of which a frame says nothing. */
function waysOf(frame: Frame, moment: Moment, parameters: readonly Term[]): [Expected, Expected] {
  const globals = GLOBAL_NAMES.map((name) =>
    frame.globals?.includes(name) ? undefined : globalOf(moment, name),
  );
  const within: Expected = {
    ...{ parameters, traps: FALSE, results: [], globals },
    byteAt: (address) => select(moment.memory, address),
    isOpen: (address) => (frame.writes ? not(isBesideTables(moment, address)) : FALSE),
    watched: [anyAddress()],
  };
  return [within, { ...within, traps: TRUE }];
}

function claimsOf(frame: Frame, moment: Moment, run: Explored): Obligation[] {
  const outcomes = outcomesOf(run);
  const required = run.obligations.map(({ condition, required }) => implies(condition, required));
  const isWhole = outcomes.length > 0 && run.leftOut.length === 0;
  return [
    { claim: "it goes on, and no path is left out", goal: boolean(isWhole) },
    { claim: "its callees get what they need", goal: all(required) },
    ...outcomes.flatMap((outcome) => claimsAbout(frame, moment, outcome)),
  ];
}

function claimsAbout(frame: Frame, moment: Moment, outcome: Outcome): Obligation[] {
  const { what, condition, results, locals } = outcome;
  const { globals } = outcome.world;
  const start = { byte: select(moment.memory, anyAddress()), globals: moment.globals };
  const end = { byte: outcome.world.memories[0]!.load(anyAddress(), 1), globals };
  const stays = isFramed(frame, moment, start, end);
  const claims: [string, Term][] = [
    ["bytes beside the tables stay", stays.memory],
    ["the other globals stay", all(stays.globals.map(([, goal]) => goal))],
  ];
  if (frame.relates)
    claims.push(["nothing but home is forgotten", frame.relates(start.globals, globals)]);
  if (frame.results && results)
    claims.push(["its results are as promised", frame.results(moment, results)]);
  if (frame.loop && locals)
    claims.push(["what holds at the loop's head holds", all([...frame.loop(locals, globals)])]);
  return claims.map(([claim, goal]) => ({
    claim: `${claim}, ${what}`,
    goal,
    when: [condition],
  }));
}

const COMMON = "and no global but its own, whatever memory holds; nothing is said of traps";
const WRITES = `writes within the tables of overlay and ranges only, ${COMMON}`;
const READS = `changes no byte, ${COMMON}`;
const MORE: Partial<Record<FramedName, string>> = {
  find: "; it returns 0 or the address of a tag in the table",
  forgetInBucket: "; of a bucket of the table",
  bucketHasRoom: "; of a bucket of the table",
  sweep: "; its own is which bucket was swept last",
  fitsRange:
    "; its own are the number of ranges and intactFrom, which goes up to what is released at most",
  enterRange: "; its own is the number of ranges",
};

export const frameTheorems = (core: Core = coreOf(coreBytes())): StatedTheorem[] =>
  NAMES.map((name) =>
    coreTheorem(core, {
      id: `rapilog/frame/${name}`,
      says: `with a placed table: ${name} ${frameOf(name).writes ? WRITES : READS}${MORE[name] ?? ""}`,
      functions: (core) => new Map([[name, functionIn(core, name)]]),
      statement: (core) => frameStatement(core, name),
      changes: (core) => lostLocals(core, momentOf(core, name).callable),
    }),
  );
