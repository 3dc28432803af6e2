/**
 * Runs a function along all paths at once. Paths part where a condition is a variable's, and meet
 * again where the code does: the one that is furthest behind always goes first, so a loop-free
 * function is one state at its end. On literals nothing parts and this is an interpreter.
 */
import { and, FALSE, type Mark, type Term, TRUE } from "@ashlar/logic";
import type { Path } from "../../common/path.js";
import { Unfinished } from "../../common/unfinished.js";
import type { TrapReason } from "../machine.js";
import { collect } from "./collect.js";
import type { LoopState, Reached } from "./loops.js";
import { compareStates, State } from "./state.js";
import { type Callable, forkWorld, type World } from "./world.js";

export interface RunOptions {
  /** How often a loop may go round; rounds beyond are left out, and reported. */
  roundsMax?: number;
  /** How many calls may be nested before the stack is exhausted. */
  depthMax?: number;
  /** After so many instructions the run is given up. */
  stepsMax?: number;
  /** Labels of loops (`loopsOf`) of the function itself, at whose heads states stop. */
  cuts?: Iterable<number>;
  /** Terms since this mark are this run's alone: a long run on literals may give them back. */
  since?: Mark;
  /** Whether a condition can hold on a path. May always say yes; never no wrongly. */
  isPossible?: (path: Term, condition: Term) => boolean;
  /**
   * Whether paths are narrow: for who proves that nothing traps. A path's condition then says nothing
   * of traps, so each of these must be shown not to happen by what else is known; and where paths part
   * by the condition of a choice, that is made.
   */
  isNarrow?: boolean;
  /** Is told of each instruction before it runs, with the stack that it finds. */
  onStep?: (place: Place, stack: readonly Term[]) => void;
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

/** What a described callee requires, and under which condition it is called. */
export interface Obligation extends Place {
  condition: Term;
  required: Term;
}

/**
 * What a run found. Exactly one of the conditions of `returned`, `traps`, `reached` and `leftOut`
 * holds for each start, as far as what described callees promise is true. Nothing is known where
 * one of `leftOut` holds, so a proof shows that none does.
 */
export interface Explored {
  kind: "explored";
  returned: Returned | undefined;
  traps: Trapped[];
  reached: Reached[];
  leftOut: LeftOut[];
  obligations: Obligation[];
}

export type Exploration = Explored | ({ kind: "unfinished"; reason: string } & Place);

/** As deep as the engines of browsers go with small frames, in order of magnitude. */
const DEPTH_MAX = 8192;
/** Terms are given back this often: some tens of megabytes of them. */
const COLLECT_STEPS = 1 << 20;

export class Run {
  readonly roundsMax: number;
  readonly depthMax: number;
  readonly cuts: ReadonlySet<number>;
  readonly isNarrow: boolean;
  readonly onStep: RunOptions["onStep"];
  readonly #found: Explored = {
    kind: "explored",
    returned: undefined,
    traps: [],
    reached: [],
    leftOut: [],
    obligations: [],
  };
  /** The states at cuts, by label and whether they went round. */
  readonly #atCuts = new Map<string, { state: State; label: number; isAgain: boolean }>();
  readonly #since: Mark | undefined;
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
    this.isNarrow = options.isNarrow ?? false;
    this.onStep = options.onStep;
    this.#since = options.since;
    this.cuts = new Set(options.cuts);
  }

  /** Runs a function from its start, or from the head of one of its loops. */
  explore(
    callable: Callable,
    parameters: readonly Term[],
    world: World,
    from?: LoopState,
  ): Exploration {
    const state = new State(this, world);
    try {
      const stack = parameters.slice();
      state.enter(callable, stack);
      if (from !== undefined) state.startAt(from);
      if (state.frames.length > 0) this.#runAll(state);
      else this.returned(state, stack);
    } catch (error) {
      if (!(error instanceof Unfinished)) throw error;
      const place = this.#current?.place ?? { name: callable.name, offset: 0 };
      return { kind: "unfinished", reason: error.reason, ...place };
    }
    for (const { state, ...cut } of this.#atCuts.values()) {
      const { locals, stack } = state.frames[0]!;
      const { path, world } = state;
      this.#found.reached.push({ ...cut, condition: path.all, locals, stack, world });
    }
    return this.#found;
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
    if (this.#steps % COLLECT_STEPS === 0 && this.#since && this.#waiting.length === 0)
      collect(state.frames, state.world, this.#since);
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
    this.#found.returned = { condition: state.path.all, results, world: state.world };
  }

  trapped(state: State, condition: Term, reason: TrapReason): void {
    const all = and(state.path.all, condition);
    if (all === FALSE) return;
    const world = condition === TRUE ? state.world : forkWorld(state.world);
    this.#found.traps.push({ condition: all, reason, world, ...state.place });
  }

  leftOut(state: State): void {
    this.#found.leftOut.push({ condition: state.path.all, ...state.place });
  }

  obliged(state: State, required: Term): void {
    if (required === TRUE) return;
    const { path, place } = state;
    this.#found.obligations.push({ condition: path.all, required, ...place });
  }

  reached(state: State, label: number, isAgain: boolean): void {
    const key = `${label} ${isAgain}`;
    const first = this.#atCuts.get(key);
    if (first === undefined) this.#atCuts.set(key, { state, label, isAgain });
    else first.state.joinWith(state);
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

/** Runs a function from the head of one of its loops, once or as the options say. */
export function exploreFrom(
  callable: Callable,
  from: LoopState,
  world: World,
  options: RunOptions = {},
): Exploration {
  const locals = from.locals.slice(0, callable.type.parameters.length);
  return new Run(options).explore(callable, locals, world, from);
}
