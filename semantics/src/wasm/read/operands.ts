/**
 * The type checker's two stacks, as in the appendix of the standard ("Validation Algorithm").
 *
 * Behind an unconditional branch a block's stack yields whatever is asked for (`UNKNOWN`).
 */
import { isReference, showType, type ValueType } from "../types.js";
import { invalid } from "./fault.js";

/** A value of any type, in code that is never reached. */
export const UNKNOWN = 0;
export type Operand = ValueType | typeof UNKNOWN;

export interface ControlFrame {
  opener: "function" | "block" | "loop" | "if" | "else";
  takes: readonly ValueType[];
  gives: readonly ValueType[];
  /** The stack's height below the block's parameters. */
  height: number;
  isUnreachable: boolean;
  /** Its label in the code. */
  label: number;
  /** The `if` whose jump is not aimed yet. */
  condition: number;
}

export class Operands {
  readonly #values: Operand[] = [];
  readonly #frames: ControlFrame[] = [];
  /** Where the instruction under check is, for what is said about it. */
  offset = 0;
  instruction = "";

  get depth(): number {
    return this.#frames.length;
  }

  get height(): number {
    return this.#values.length;
  }

  complain(reason: string): never {
    return invalid(this.offset, reason, this.instruction);
  }

  push(type: Operand): void {
    this.#values.push(type);
  }

  pushAll(types: readonly ValueType[]): void {
    for (const type of types) this.#values.push(type);
  }

  pop(): Operand {
    const { height, isUnreachable } = this.frame(0);
    if (this.#values.length > height) return this.#values.pop()!;
    if (isUnreachable) return UNKNOWN;
    return this.complain("type mismatch: the stack is empty");
  }

  take(expected: Operand): Operand {
    const actual = this.pop();
    if (actual !== expected && actual !== UNKNOWN && expected !== UNKNOWN)
      this.complain(`type mismatch: expected ${showType(expected)}, found ${showType(actual)}`);
    return actual === UNKNOWN ? expected : actual;
  }

  takeAll(types: readonly ValueType[]): void {
    for (let index = types.length - 1; index >= 0; index--) this.take(types[index]!);
  }

  /** Two operands of one number type: what `select` without a type takes. */
  takeAlike(): Operand {
    const [second, first] = [this.pop(), this.pop()];
    if (isReference(first) || isReference(second))
      this.complain("type mismatch: select of references needs a type");
    if (first !== second && first !== UNKNOWN && second !== UNKNOWN)
      this.complain(`type mismatch: ${showType(first)} and ${showType(second)}`);
    return first === UNKNOWN ? second : first;
  }

  takeReference(): void {
    const type = this.pop();
    if (type !== UNKNOWN && !isReference(type))
      this.complain(`type mismatch: expected a reference, found ${showType(type)}`);
  }

  /** The frame so many blocks out; 0 is the innermost. */
  frame(depth: number): ControlFrame {
    const frame = this.#frames[this.#frames.length - 1 - depth];
    if (frame === undefined) return this.complain(`unknown label ${depth}`);
    return frame;
  }

  /** Opens a block whose parameters have been taken. */
  open(frame: Omit<ControlFrame, "height" | "isUnreachable">): void {
    this.#frames.push({ ...frame, height: this.#values.length, isUnreachable: false });
    this.pushAll(frame.takes);
  }

  close(): ControlFrame {
    const frame = this.frame(0);
    this.takeAll(frame.gives);
    if (this.#values.length !== frame.height)
      this.complain("type mismatch: values remain on the stack at the end of the block");
    this.#frames.pop();
    return frame;
  }

  /** What a branch to this frame carries. */
  carried(frame: ControlFrame): readonly ValueType[] {
    return frame.opener === "loop" ? frame.takes : frame.gives;
  }

  /** Nothing behind this instruction is reached. */
  leave(): void {
    const frame = this.frame(0);
    this.#values.length = frame.height;
    frame.isUnreachable = true;
  }

  /** Checks a `br_table`'s branch, which leaves the operands for the next one's check. */
  inspect(types: readonly ValueType[]): void {
    const taken: Operand[] = [];
    for (let index = types.length - 1; index >= 0; index--) taken.push(this.takeAs(types[index]!));
    for (const type of taken.reverse()) this.push(type);
  }

  /** Like `take`, but an unknown operand stays unknown: the next label may want another type. */
  private takeAs(expected: ValueType): Operand {
    const actual = this.pop();
    if (actual !== expected && actual !== UNKNOWN)
      this.complain(`type mismatch: expected ${showType(expected)}, found ${showType(actual)}`);
    return actual;
  }
}
