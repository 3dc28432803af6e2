/** A machine in the middle of a run: the one implementation of `Machine`. */
import {
  any,
  constant,
  equal,
  FALSE,
  isLiteral,
  not,
  numberOf,
  type Term,
  TRUE,
} from "@ashlar/logic";
import { choicesUnder, type Join, join, Path } from "../../common/path.js";
import { giveUp } from "../../common/unfinished.js";
import type { Machine, TrapReason } from "../machine.js";
import { ROWS } from "../rows/table.js";
import { type ValueType, widthOf } from "../types.js";
import { compareFrames, Frame } from "./frame.js";
import { Holder } from "./holder.js";
import { type LoopState, loopsAround } from "./loops.js";
import type { Run } from "./run.js";
import { type Callable, forkWorld, type HostCall, joinWorlds, type World } from "./world.js";

/** A call stack is exhausted by locals too: each call may have 50 000 of them. */
const LOCALS_MAX = 1 << 22;

const MEANINGS = ROWS.map((row) => row.meaning);

/** Values of types that are not executed exist only as zeros: no instruction reads or makes one. */
function zero(type: ValueType): Term {
  return constant(widthOf(type) ?? 32, 0);
}

export class State extends Holder implements Machine {
  path = Path.start;
  /** It has returned, trapped, or gone beyond a bound. */
  isOver = false;
  /** How many locals all frames have. */
  #locals = 0;

  constructor(
    readonly run: Run,
    world: World,
  ) {
    super(world);
  }

  step(): void {
    const { frame } = this;
    const { code } = frame;
    const at = frame.at++;
    this.run.onStep?.({ name: frame.name, offset: code.offsets[at]! }, frame.stack);
    MEANINGS[code.rows[at]!]!(this, code.first[at]!, code.second[at]!);
  }

  // Traps

  passes(condition: Term, reason: TrapReason): boolean {
    if (condition === FALSE) return true;
    if (condition !== TRUE && !this.run.isPossible(this.path, condition)) return true;
    this.run.trapped(this, condition, reason);
    if (!this.run.isNarrow || condition === TRUE) this.#assume(not(condition));
    return !this.isOver;
  }
  trap(reason: TrapReason): void {
    this.passes(TRUE, reason);
  }
  refuse(instruction: string): never {
    return giveUp(`${instruction} is not executed`);
  }

  // Control

  jump(target: number): void {
    this.frame.at = target;
  }
  jumpUnless(condition: Term, target: number): void {
    this.#fork(not(condition))?.jump(target);
  }
  branch(index: number): void {
    const { frame } = this;
    const label = frame.code.labels[index]!;
    const { stack } = frame;
    stack.splice(label.height, stack.length - label.height - label.arity);
    frame.at = label.target;
    const depth = label.loopDepth;
    frame.loops.length = Math.min(frame.loops.length, depth);
    frame.rounds.length = frame.loops.length;
    if (!label.isLoop || this.#isCut(index, true)) return;
    const rounds = ++frame.rounds[depth - 1]!;
    if (rounds > this.run.roundsMax) this.#leaveOut();
  }
  branchWhen(condition: Term, label: number): void {
    this.#fork(condition)?.branch(label);
  }
  branchBy(index: Term, choice: number): void {
    const labels = this.frame.code.choices[choice]!;
    const last = labels.length - 1;
    if (isLiteral(index)) {
      this.branch(labels[Math.min(numberOf(index), last)]!);
      return;
    }
    for (const label of new Set(labels.subarray(0, last))) {
      const indices = [...labels.subarray(0, last).keys()].filter((at) => labels[at] === label);
      const taken = this.#fork(any(indices.map((at) => equal(index, constant(32, at)))));
      taken?.branch(label);
      // An index that is unknown may be known to lead here.
      if (taken === this) return;
    }
    this.branch(labels[last]!);
  }
  enterLoop(index: number): void {
    if (this.#isCut(index, false)) return;
    const { loops, rounds, code } = this.frame;
    const depth = code.labels[index]!.loopDepth;
    loops.length = depth - 1;
    rounds.length = depth - 1;
    loops.push(index);
    rounds.push(0);
  }
  call(index: number): void {
    this.enter(this.frame.view.functions[index]!, this.frame.stack);
  }
  leave(): void {
    const { stack: results, locals } = this.frame;
    this.#locals -= locals.length;
    this.frames.pop();
    const caller = this.frames.at(-1);
    if (caller === undefined) {
      this.isOver = true;
      this.run.returned(this, results);
      return;
    }
    this.frame = caller;
    for (const value of results) caller.stack.push(value);
  }

  /** Calls a function with the arguments on top of a stack. */
  enter({ type, name, code, view, host }: Callable, stack: Term[]): void {
    const locals = stack.splice(stack.length - type.parameters.length);
    if (host !== undefined) {
      for (const result of host(this.#hostCall(locals))) stack.push(result);
      return;
    }
    if (code === undefined || view === undefined)
      giveUp(`${name} is imported, and what it does not known`);
    const size = code.locals.reduce((total, { count }) => total + count, locals.length);
    if (this.frames.length >= this.run.depthMax || this.#locals + size > LOCALS_MAX) {
      this.trap("call stack exhausted");
      return;
    }
    this.#locals += size;
    for (const { count, type: local } of code.locals)
      for (let left = count; left > 0; left--) locals.push(zero(local));
    this.frame = new Frame(code, view, name, locals);
    this.frames.push(this.frame);
  }

  #hostCall(parameters: readonly Term[]): HostCall {
    return {
      parameters,
      condition: this.path.all,
      world: this.world,
      require: (condition) => this.run.obliged(this, condition),
      assume: (condition) => this.#assume(condition),
    };
  }

  /** Goes to a loop's head, with these values. */
  startAt({ label, locals, stack }: LoopState): void {
    const frame = this.frame;
    frame.loops = loopsAround(frame.code, label);
    frame.rounds = frame.loops.map(() => 0);
    frame.locals.splice(0, frame.locals.length, ...locals);
    frame.stack = stack.slice();
    frame.at = frame.code.labels[label]!.target;
  }

  /** Stops at the head of a loop at which the run is cut. */
  #isCut(label: number, isAgain: boolean): boolean {
    if (!this.run.cuts.has(label) || this.frames.length > 1) return false;
    this.isOver = true;
    this.run.reached(this, label, isAgain);
    return true;
  }

  // Forks and joins

  #assume(condition: Term): void {
    if (condition === FALSE) this.isOver = true;
    else this.path = this.path.with(condition);
  }

  /**
   * Splits by a condition: what is returned goes on where it holds, this where it does not. If
   * only one of them is possible it is this, and nothing is returned where the condition fails.
   */
  #fork(condition: Term): State | undefined {
    if (condition === FALSE) return undefined;
    if (condition === TRUE) return this;
    if (!this.run.isPossible(this.path, condition)) return undefined;
    if (!this.run.isPossible(this.path, not(condition))) return this;
    const fork = new State(this.run, forkWorld(this.world));
    fork.frames = this.frames.map((frame) => frame.fork());
    fork.frame = fork.frames.at(-1)!;
    fork.#locals = this.#locals;
    fork.path = this.path.with(condition);
    this.path = this.path.with(not(condition));
    if (this.run.isNarrow) {
      fork.#choose(condition);
      this.#choose(not(condition));
    }
    this.run.add(fork);
    return fork;
  }

  /** What is one thing or another by a condition that is known from now on is that thing. */
  #choose(condition: Term): void {
    const choose = choicesUnder(condition);
    for (const { locals, stack } of this.frames)
      for (const values of [locals, stack])
        for (let at = 0; at < values.length; at++) values[at] = choose(values[at]!);
  }

  /** A loop goes round more often than this run looks at. */
  #leaveOut(): void {
    this.isOver = true;
    this.run.leftOut(this);
  }

  /** Takes in another state at the same place. */
  joinWith(other: State): void {
    const meeting: Join = join(this.path, other.path);
    this.frames.forEach((frame, at) => {
      frame.joinWith(other.frames[at]!, meeting);
    });
    this.world = joinWorlds(this.world, other.world, meeting);
    this.path = meeting.path;
  }
}

/** Whether one state is behind another; zero if they are at the same place. */
export function compareStates(one: State, other: State): number {
  const common = Math.min(one.frames.length, other.frames.length);
  for (let depth = 0; depth < common; depth++) {
    const difference = compareFrames(one.frames[depth]!, other.frames[depth]!);
    if (difference !== 0) return difference;
  }
  return other.frames.length - one.frames.length;
}
