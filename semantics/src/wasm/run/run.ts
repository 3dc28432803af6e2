/**
 * Runs a function along all paths at once. Paths part where a condition is a variable's, and meet
 * again where the code does: the one that is furthest behind always goes first, so a loop-free
 * function is one state at its end. On literals nothing parts and this is an interpreter.
 */
import { and, FALSE, type Term, TRUE } from "@ashlar/logic";
import type { TrapReason } from "../machine.js";
import type { Path } from "./path.js";
import { compareStates, State } from "./state.js";
import { Unfinished } from "./unfinished.js";
import { type Callable, forkWorld, type World } from "./world.js";

export interface RunOptions {
  /** How often a loop may go round; rounds beyond are left out, and reported. */
  roundsMax?: number;
  /** How many calls may be nested before the stack is exhausted. */
  depthMax?: number;
  /** After so many instructions the run is given up. */
  stepsMax?: number;
  /** Whether a condition can hold on a path. May always say yes; never no wrongly. */
  isPossible?: (path: Term, condition: Term) => boolean;
}

export interface Place {
  /** The function's name or index. */
  name: string;
  /** The instruction's byte in the module. */
  offset: number;
}

/** Something that happens under a condition. */
export interface Returned {
  condition: Term;
  results: Term[];
  world: World;
}

export interface Trapped extends Place {
  condition: Term;
  reason: TrapReason;
  world: World;
}

export interface LeftOut extends Place {
  condition: Term;
}

/**
 * What a run found. Exactly one of the conditions holds for each start, those of `leftOut`
 * included: nothing is known where one of these holds, so a proof shows that none does.
 */
export type Exploration =
  | { kind: "explored"; returned: Returned | undefined; traps: Trapped[]; leftOut: LeftOut[] }
  | ({ kind: "unfinished"; reason: string } & Place);

/** As deep as the engines of browsers go with small frames, in order of magnitude. */
const DEPTH_MAX = 8192;

export class Run {
  readonly roundsMax: number;
  readonly depthMax: number;
  readonly traps: Trapped[] = [];
  readonly omissions: LeftOut[] = [];
  result: Returned | undefined;
  readonly #stepsMax: number;
  readonly #decide: RunOptions["isPossible"];
  #waiting: State[] = [];
  #steps = 0;
  #current: State | undefined;

  constructor(options: RunOptions) {
    this.roundsMax = options.roundsMax ?? Number.POSITIVE_INFINITY;
    this.depthMax = options.depthMax ?? DEPTH_MAX;
    this.#stepsMax = options.stepsMax ?? Number.POSITIVE_INFINITY;
    this.#decide = options.isPossible;
  }

  explore(callable: Callable, parameters: readonly Term[], world: World): Exploration {
    const state = new State(this, world);
    const stack = parameters.slice();
    state.enter(callable, stack);
    try {
      if (callable.code === undefined) this.returned(state, stack);
      else this.#runAll(state);
    } catch (error) {
      if (!(error instanceof Unfinished)) throw error;
      const place = this.#current?.place ?? { name: callable.name, offset: 0 };
      return { kind: "unfinished", reason: error.reason, ...place };
    }
    const { result: returned, traps, omissions: leftOut } = this;
    return { kind: "explored", returned, traps, leftOut };
  }

  #runAll(first: State): void {
    this.#waiting.push(first);
    for (let state = this.#next(); state !== undefined; state = this.#next()) {
      this.#current = state;
      while (!state.isOver && !this.#isDue(state)) this.#step(state);
      if (!state.isOver) this.#waiting.push(state);
    }
  }

  #step(state: State): void {
    if (++this.#steps > this.#stepsMax)
      throw new Unfinished(`not at its end after ${this.#stepsMax} instructions`);
    state.step();
  }

  /** The state furthest behind, with all that are at the same place. */
  #next(): State | undefined {
    this.#waiting = this.#waiting.filter((state) => !state.isOver);
    const state = this.#waiting.reduce<State | undefined>(
      (first, other) => (first === undefined || compareStates(other, first) < 0 ? other : first),
      undefined,
    );
    if (state === undefined) return undefined;
    const others = this.#waiting.filter((other) => other !== state);
    this.#waiting = others.filter((other) => compareStates(state, other) !== 0);
    for (const other of others.filter((other) => !this.#waiting.includes(other)))
      state.joinWith(other);
    return state;
  }

  /** Whether a waiting state is at the same place or behind. */
  #isDue(state: State): boolean {
    for (const other of this.#waiting) if (compareStates(other, state) <= 0) return true;
    return false;
  }

  add(state: State): void {
    this.#waiting.push(state);
  }

  isPossible(path: Path, condition: Term): boolean {
    return this.#decide === undefined || this.#decide(path.all, condition);
  }

  returned(state: State, results: Term[]): void {
    this.result = { condition: state.path.all, results, world: state.world };
  }

  trapped(state: State, condition: Term, reason: TrapReason): void {
    const all = and(state.path.all, condition);
    if (all === FALSE) return;
    const world = condition === TRUE ? state.world : forkWorld(state.world);
    this.traps.push({ condition: all, reason, world, ...state.place });
  }

  leftOut(state: State): void {
    this.omissions.push({ condition: state.path.all, ...state.place });
  }
}

/** Runs a function on terms. */
export function explore(
  callable: Callable,
  parameters: readonly Term[],
  world: World,
  options: RunOptions = {},
): Exploration {
  return new Run(options).explore(callable, parameters, world);
}
