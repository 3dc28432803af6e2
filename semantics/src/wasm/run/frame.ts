/** The activation of one function, and the order in which activations are run. */
import type { Term } from "@ashlar/logic";
import type { Join } from "../../common/path.js";
import type { Code } from "../code.js";
import type { View } from "./world.js";

export class Frame {
  /** The instruction that is next. */
  at = 0;
  stack: Term[] = [];
  /** The labels of the loops around, by depth, and how often each has been gone round. Those at
   * the end may have been left already: their code then ends before `at`. */
  loops: number[] = [];
  rounds: number[] = [];

  constructor(
    readonly code: Code,
    readonly view: View,
    readonly name: string,
    readonly locals: Term[],
  ) {}

  fork(): Frame {
    const fork = new Frame(this.code, this.view, this.name, this.locals.slice());
    fork.at = this.at;
    fork.stack = this.stack.slice();
    fork.loops = this.loops.slice();
    fork.rounds = this.rounds.slice();
    return fork;
  }

  /** This and another frame at the same place, as one; the result is written here. */
  joinWith(other: Frame, { choose }: Join): void {
    for (let at = 0; at < this.locals.length; at++)
      this.locals[at] = choose(this.locals[at]!, other.locals[at]!);
    for (let at = 0; at < this.stack.length; at++)
      this.stack[at] = choose(this.stack[at]!, other.stack[at]!);
  }

  /** The loop at this depth, if it is still around. */
  loopAt(depth: number): number | undefined {
    const label = this.loops[depth];
    if (label === undefined) return undefined;
    return this.at < this.code.labels[label]!.end ? label : undefined;
  }
}

/**
 * Whether one activation comes before another of the same function: by rounds of the loops that
 * are around both, then by place. Whoever is behind runs first, so paths meet where they join.
 */
export function compareFrames(one: Frame, other: Frame): number {
  for (let depth = 0; ; depth++) {
    const loop = one.loopAt(depth);
    if (loop === undefined || loop !== other.loopAt(depth)) return one.at - other.at;
    const difference = one.rounds[depth]! - other.rounds[depth]!;
    if (difference !== 0) return difference;
  }
}
