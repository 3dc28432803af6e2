/**
 * The two loops of the core that compute checksums: that of `checksum`, and that of `copyChecksum`,
 * which the compiler has put into `write`, its only caller.
 *
 * Where the compiler keeps the lanes is only proposed here. Nothing rests on it: with wrong places
 * the theorems fail. A change of the core or of its compiler may move them.
 */
import { add, type Term } from "@ashlar/logic";
import {
  type Explored,
  explore,
  exploreFrom,
  type LoopState,
  localTypes,
  loopsOf,
  type Module,
  type Reached,
  ValueType,
} from "@ashlar/semantics";
import { anyOf, arbitraryMoment, explored, indexOf, type Moment } from "../core.js";

/** Numbers of locals. */
export interface Places {
  /** The exported function that has the loop, its only one. */
  readonly name: string;
  readonly lanes: readonly [a: number, b: number, c: number, d: number];
  /** What counts up to `limit` by 32. */
  readonly at: number;
  readonly limit: number;
  /** The length in bytes. */
  readonly bytes: number;
  /** Added to `at` these are the addresses of a round's words, and of their copies. */
  readonly source: number | undefined;
  readonly target: number | undefined;
  /** What stays as it is for as long as the loop runs. */
  readonly kept: readonly number[];
}

export const SUM: Places = {
  ...{ name: "checksum", lanes: [2, 3, 5, 4], at: 0, limit: 6, bytes: 1 },
  ...{ source: undefined, target: undefined, kept: [1, 6] },
};

export const COPY: Places = {
  ...{ name: "write", lanes: [3, 4, 9, 5], at: 12, limit: 1, bytes: 1 },
  ...{ source: 2, target: 13, kept: [0, 1, 2, 11, 13] },
};

/** The locals at a loop's head by what they are for. */
export interface Roles {
  readonly lanes: readonly Term[];
  readonly at: Term;
  readonly limit: Term;
  readonly bytes: Term;
  /** The address of the round's first word. */
  readonly words: Term;
  /** The address of its copy. */
  readonly copy: Term | undefined;
}

export function rolesOf(places: Places, locals: readonly Term[]): Roles {
  const local = (place: number) => locals[place]!;
  const at = local(places.at);
  return {
    ...{ at, limit: local(places.limit), bytes: local(places.bytes) },
    lanes: places.lanes.map(local),
    words: places.source === undefined ? at : add(local(places.source), at),
    copy: places.target === undefined ? undefined : add(local(places.target), at),
  };
}

/** A run that begins at an arbitrary moment. */
export interface LoopRun {
  readonly moment: Moment;
  readonly locals: readonly Term[];
  readonly run: Explored;
  /** The loop's head, if the run comes to it. */
  readonly reached: Reached | undefined;
}

/** What is left to do. Any limit is `at` and something; the hypotheses speak of this something, and
 * solvers find what follows from them several times as fast if it has a name. */
export const left = () => anyOf("left to do", ValueType.I32);

/** From the loop's head with anything in the locals, until it is there again or the function ends. */
export function roundOf(module: Module, places: Places): LoopRun {
  const moment = arbitraryMoment(module, indexOf(module, places.name));
  const { callable, world } = moment;
  const label = onlyLoop(moment);
  const locals = localTypes(callable).map((type, at) => anyOf(nameOfLocal(places, at), type));
  locals[places.limit] = add(locals[places.at]!, left());
  const from: LoopState = { label, locals, stack: [] };
  const run = explored(exploreFrom(callable, from, world, { cuts: [label] }));
  return { moment, locals, run, reached: run.reached.find(({ isAgain }) => isAgain) };
}

/** From the function's start with any parameters, until the loop's head. */
export function entryOf(module: Module, places: Places): LoopRun {
  const moment = arbitraryMoment(module, indexOf(module, places.name));
  const { callable, world } = moment;
  const parameters = callable.type.parameters.map((type, at) =>
    anyOf(nameOfLocal(places, at), type),
  );
  const run = explored(explore(callable, parameters, world, { cuts: [onlyLoop(moment)] }));
  return { moment, locals: parameters, run, reached: run.reached.find(({ isAgain }) => !isAgain) };
}

function onlyLoop({ callable }: Moment): number {
  const [loop, ...others] = loopsOf(callable);
  if (loop === undefined || others.length > 0)
    throw new Error(`${callable.name} has not one loop but ${others.length + (loop ? 1 : 0)}`);
  if (callable.code!.labels[loop.label]!.height !== 0)
    throw new Error(`${callable.name} comes to its loop with values on the stack`);
  return loop.label;
}

function nameOfLocal({ lanes, at, limit, bytes, source, target }: Places, place: number): string {
  const named: [number | undefined, string][] = [
    [lanes[0], "a"],
    [lanes[1], "b"],
    [lanes[2], "c"],
    [lanes[3], "d"],
    [bytes, "bytes"],
    [at, "at"],
    [limit, "limit"],
    [source, "source"],
    [target, "target"],
  ];
  return named.find(([number]) => number === place)?.[1] ?? `local ${place}`;
}
