/**
 * What an instruction may do to the machine that runs it. Values are terms: run on literals an
 * instruction computes, run on variables it describes. So there is one meaning for both, and the
 * tests that compare runs with another engine also speak for what is proved.
 */
import type { Term } from "@ashlar/logic";

/** Why a run trapped; the wording is the official test suite's. */
export type TrapReason =
  | "unreachable"
  | "integer divide by zero"
  | "integer overflow"
  | "out of bounds memory access"
  | "call stack exhausted";

export interface Machine {
  pop(): Term;
  push(value: Term): void;
  local(index: number): Term;
  setLocal(index: number, value: Term): void;
  global(index: number): Term;
  setGlobal(index: number, value: Term): void;
  /** The operand of an `i64.const`. */
  long(index: number): bigint;

  /** Traps where the condition holds, and goes on where it does not. False if it never goes on. */
  passes(condition: Term, reason: TrapReason): boolean;
  trap(reason: TrapReason): void;

  /** Goes on at an instruction of this function, the stack as it is. */
  jump(target: number): void;
  jumpUnless(condition: Term, target: number): void;
  /** Goes on at a label's target, with the values that it carries. */
  branch(label: number): void;
  branchWhen(condition: Term, label: number): void;
  /** Branches to the label with this index among a `br_table`'s, or to the last one. */
  branchBy(index: Term, choice: number): void;
  enterLoop(label: number): void;
  call(index: number): void;
  /** Returns from the function with its results, which are on the stack. */
  leave(): void;

  readonly memory: Memory;
  /** What is left of a data segment: nothing after it was dropped. */
  data(index: number): Uint8Array;
  dropData(index: number): void;

  /** Met an instruction that is decoded but not executed. */
  refuse(instruction: string): void;
}

/** A linear memory. Whether an access is in bounds is asked before it is made. */
export interface Memory {
  /** Its size in pages, 32 bits. */
  readonly pages: Term;
  /** Whether any of `bytes` bytes from `base` + `offset` on is beyond the end. */
  isOutside(base: Term, offset: number, bytes: number, isStore: boolean): Term;
  /** The same for a length that is a term of 32 bits. */
  isRangeOutside(base: Term, length: Term): Term;
  /** `bytes` bytes as one value, the lowest first. */
  load(address: Term, bytes: number): Term;
  store(address: Term, value: Term): void;
  /** Grows by a number of pages: the old size, or -1 where that is too much. */
  grow(pages: Term): Term;
  fill(address: Term, byte: Term, length: Term): void;
  copy(to: Term, from: Term, length: Term): void;
  initialise(to: Term, data: Uint8Array, from: Term, length: Term): void;
}
