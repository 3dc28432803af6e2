/** Functions of the core: how they are run, what stands for those that they call, and how a
 * counterexample is shown by a call in V8. */
import {
  type Assignment,
  add,
  bytesOf,
  constant,
  FALSE,
  replaced,
  select,
  store,
  type Term,
} from "@ashlar/logic";
import { type Explored, explore, type HostCall, localTypes } from "@ashlar/semantics";
import type { Replayed, Statement } from "../../prove/statement.js";
import { anyOf, arbitraryMoment, type Core, explored, type Moment } from "../core.js";
import { type FunctionName, functionIn } from "../functions.js";
import { GLOBAL_NAMES, type GlobalName, globalOf } from "../globals.js";
import { anyAddress } from "../terms.js";
import { replayedFrom } from "../v8-state.js";

/** What was proved of a function, where it is called. */
export type Contract = (call: HostCall, moment: Moment) => readonly Term[];
/** What stands for the functions that one calls; of others anything may come. */
export type Callees = Partial<Record<FunctionName, Contract>>;

/** A function about to run at an arbitrary moment. */
export interface Start {
  readonly moment: Moment;
  readonly parameters: readonly Term[];
}

export function startOf(
  core: Core,
  name: FunctionName,
  parameterNames: readonly string[],
  callees: Callees = {},
): Start {
  const described = new Map(
    Object.entries(callees).map(
      ([callee, of]) => [functionIn(core, callee as FunctionName), of] as const,
    ),
  );
  const moment: Moment = arbitraryMoment(core.module, functionIn(core, name), (callee) => {
    const contract = described.get(callee);
    return contract && ((call) => contract(call, moment));
  });
  const { parameters } = moment.callable.type;
  return { moment, parameters: parameters.map((type, at) => anyOf(parameterNames[at]!, type)) };
}

export const runOf = ({ moment, parameters }: Start): Explored =>
  explored(explore(moment.callable, parameters, moment.world));

/** Any locals, of which some have names. */
export function anyLocals({ callable }: Moment, numbers: Readonly<Record<string, number>>): Term[] {
  const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
  return localTypes(callable).map((type, at) => anyOf(names.get(at) ?? `local ${at}`, type));
}

/** The same claims, more general: with variables put for parts of the terms. */
export function generalised(statement: Statement, by: ReadonlyMap<Term, Term>): Statement {
  const of = (terms: readonly Term[]) => replaced(terms, by);
  return {
    ...statement,
    hypotheses: of(statement.hypotheses),
    obligations: statement.obligations.map(({ claim, goal, when = [] }) => ({
      claim,
      goal: of([goal])[0]!,
      when: of(when),
    })),
  };
}

/** What a call must do; what is not said to change stays. */
export interface Effect {
  readonly results?: readonly Term[];
  readonly globals?: Partial<Record<GlobalName, Term>>;
  /** What is written where, one after the other. */
  readonly writes?: readonly (readonly [address: Term, value: Term])[];
}

/** What memory holds after some writes. */
export function memoryAfter(memory: Term, writes: Effect["writes"] = []): Term {
  return writes.reduce(
    (before, [address, value]) =>
      bytesOf(value).reduce(
        (array, byte, at) => store(array, add(address, constant(32, at)), byte),
        before,
      ),
    memory,
  );
}

const watched = (writes: NonNullable<Effect["writes"]>) => [
  anyAddress(),
  ...writes.flatMap(([address, value]) =>
    bytesOf(value).map((_, at) => add(address, constant(32, at))),
  ),
];

/** Shows a counterexample by a call of a function from that very state. */
export function replayOf(core: Core, name: FunctionName, start: Start, effect: Effect) {
  const { moment, parameters } = start;
  const { results = [], globals = {}, writes = [] } = effect;
  const after = memoryAfter(moment.memory, writes);
  const expected = {
    ...{ parameters, results, traps: FALSE, watched: watched(writes) },
    globals: GLOBAL_NAMES.map((one) => globals[one] ?? globalOf(moment, one)),
    byteAt: (address: Term) => select(after, address),
  };
  const index = functionIn(core, name);
  return (state: Assignment): Replayed => replayedFrom(core, index, moment, expected, state);
}

/** The first that shows something, or the last. */
export function firstShown(replays: readonly (() => Replayed)[]): Replayed {
  let shown: Replayed = { says: "" };
  for (const replay of replays) {
    shown = replay();
    if (shown.says.startsWith("V8: ")) break;
  }
  return shown;
}
