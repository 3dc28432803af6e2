/** Loops as places at which a run can be cut, for what is proved about them by induction. */
import type { Term } from "@ashlar/logic";
import type { Code } from "../code.js";
import type { ValueType } from "../types.js";
import type { Callable, World } from "./world.js";

export interface Loop {
  /** Its label: how a run is told of it. */
  label: number;
  /** Its byte in the module. */
  offset: number;
  /** How many loops are around it, itself included. */
  depth: number;
}

/** The machine at a loop's head, in the function that is run. */
export interface LoopState {
  label: number;
  /** Parameters first. */
  locals: readonly Term[];
  stack: readonly Term[];
}

/** A loop's head was come to, and the run stopped there. */
export interface Reached extends LoopState {
  /** By going round, or for the first time. */
  isAgain: boolean;
  condition: Term;
  world: World;
}

/** A function's loops in the order of its code. */
export function loopsOf({ code }: Callable): Loop[] {
  return [...(code?.labels.entries() ?? [])]
    .filter(([, { isLoop }]) => isLoop)
    .map(([label, { target, loopDepth: depth }]) => {
      return { label, offset: code!.offsets[target - 1]!, depth };
    });
}

/** The types of all locals, parameters first. */
export function localTypes({ type, code }: Callable): ValueType[] {
  const declared = (code?.locals ?? []).flatMap(({ count, type }) => Array(count).fill(type));
  return [...type.parameters, ...declared];
}

/** The labels of the loops around a loop's head, from the outermost to itself. */
export function loopsAround({ labels }: Code, label: number): number[] {
  const { target } = labels[label]!;
  return [...labels.entries()]
    .filter(([, loop]) => loop.isLoop && loop.target <= target && target < loop.end)
    .sort(([, one], [, other]) => one.loopDepth - other.loopDepth)
    .map(([around]) => around);
}
