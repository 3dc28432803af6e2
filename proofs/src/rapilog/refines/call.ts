/**
 * What one call of a function of the core does, from any memory of any size and any globals: when
 * it traps, what it returns, and what every global and every byte of memory is afterwards. What is
 * not said to change stays. The functions that it calls are run with it.
 */
import {
  type Assignment,
  all,
  any,
  equal,
  FALSE,
  implies,
  not,
  select,
  type Term,
} from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { type Explored, explore, type World } from "@ashlar/semantics";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import {
  anyOf,
  arbitraryMoment,
  type Core,
  coreBytes,
  coreOf,
  explored,
  indexOf,
  isMemorySize,
  type Moment,
} from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { GLOBAL_NAMES, type GlobalName, globalIn, globalOf } from "../globals.js";
import { anyAddress } from "../terms.js";
import { type Expected, replayedFrom } from "../v8-state.js";
import { stateChanges } from "./state-changes.js";

/** The moment before a call, and what it is called with. */
export interface Before {
  readonly moment: Moment;
  readonly parameters: readonly Term[];
}

/** What a call does. */
export interface Effect {
  /** When it traps; never, if that is left out. */
  readonly traps?: Term;
  readonly results?: readonly Term[];
  /** The globals that change. */
  readonly globals?: Partial<Record<GlobalName, Term>>;
  /** The byte at an address afterwards; memory stays, if that is left out. */
  readonly byteAt?: (address: Term) => Term;
}

/** A function of the core with what a call of it does. */
export interface Described {
  /** Its exported name, and the end of the theorem's. */
  readonly name: string;
  readonly says: string;
  readonly parameters: readonly string[];
  readonly effectOf: (before: Before) => Effect;
  /** More that is claimed of every call that returns. */
  readonly more?: (before: Before, returned: Afterwards) => readonly Obligation[];
  /** Changes of the code that change nothing of this, by the beginning of what they are. */
  readonly equivalent?: readonly string[];
}

export interface Afterwards {
  readonly results: readonly Term[];
  readonly world: World;
}

const everyCalleeRuns = () => "body" as const;

/** The moment before any call of an exported function. */
export function beforeCall({ module }: Core, { name, parameters }: Described): Before {
  const moment = arbitraryMoment(module, indexOf(module, name), everyCalleeRuns);
  const { type } = moment.callable;
  return {
    moment,
    parameters: type.parameters.map((one, at) => anyOf(parameters[at] ?? `parameter ${at}`, one)),
  };
}

/** Runs the call along all paths. */
export function runCall({ moment, parameters }: Before): Explored {
  return explored(explore(moment.callable, parameters, moment.world));
}

/** All of an effect, with what it leaves out. */
function expectedFrom({ moment, parameters }: Before, effect: Effect): Expected {
  const { results = [], traps = FALSE, globals = {}, byteAt } = effect;
  return {
    ...{ parameters, traps, results },
    globals: GLOBAL_NAMES.map((name) => globals[name] ?? globalOf(moment, name)),
    byteAt: byteAt ?? ((address) => select(moment.memory, address)),
    watched: [anyAddress()],
  };
}

/** Shows a counterexample by the call itself. */
export function replayOf(core: Core, before: Before, { name }: Described, effect: Effect) {
  const expected = expectedFrom(before, effect);
  const index = indexOf(core.module, name);
  return (state: Assignment) => replayedFrom(core, index, before.moment, expected, state);
}

export function callStatement(core: Core, described: Described): Statement {
  const before = beforeCall(core, described);
  const { moment } = before;
  const effect = described.effectOf(before);
  const expected = expectedFrom(before, effect);
  const hypotheses = [isMemorySize(moment.pages)];
  const run = runCall(before);
  const { returned } = run;
  return {
    hypotheses,
    replay: replayOf(core, before, described, effect),
    obligations:
      returned === undefined
        ? [{ claim: "it returns", goal: FALSE }]
        : [
            ...endings(run, expected.traps),
            ...afterwards(expected, returned).map((claim) => ({
              ...claim,
              when: [not(expected.traps)],
            })),
            ...(described.more?.(before, returned) ?? []),
          ],
  };
}

/** It traps exactly where it must, and no path is left out. */
function endings({ traps, leftOut, returned }: Explored, expected: Term): Obligation[] {
  const trapped = any(traps.map(({ condition }) => condition));
  return [
    { claim: "it traps where it must, and nowhere else", goal: equal(trapped, expected) },
    {
      claim: "it returns otherwise, and no path is left out",
      goal: implies(
        not(expected),
        all([returned!.condition, not(any(leftOut.map(({ condition }) => condition)))]),
      ),
    },
  ];
}

function afterwards(expected: Expected, { results, world }: Afterwards): Obligation[] {
  const address = anyAddress();
  return same([
    ...expected.results.map(
      (result, at) => ["the result is as it must be", results[at]!, result] as const,
    ),
    ...GLOBAL_NAMES.map(
      (name, at) =>
        [
          `${name} is as it must be afterwards`,
          globalIn(world.globals, name),
          expected.globals[at]!,
        ] as const,
    ),
    [
      "every byte of memory is as it must be afterwards",
      world.memories[0]!.load(address, 1),
      expected.byteAt(address),
    ],
  ]);
}

/** The theorem that a call of a function does what is described, and its mutants. */
export function callTheorem(described: Described, core: Core = coreOf(coreBytes())): Theorem {
  const { name, says, equivalent = [] } = described;
  return coreTheorem(core, {
    ...{ id: `rapilog/refines/${name}`, says },
    functions: ({ module }) => new Map([[name, indexOf(module, name)]]),
    statement: (core) => callStatement(core, described),
    changes: (core) =>
      stateChanges(core.bytes, beforeCall(core, described).moment.callable).filter(
        ({ what }) => !equivalent.some((one) => what.startsWith(one)),
      ),
  });
}
