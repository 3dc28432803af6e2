/** What a machine holds: the stack, locals, globals, memory and segments that instructions see. */
import type { Term } from "@ashlar/logic";
import { giveUp } from "../../common/unfinished.js";
import type { Memory } from "../machine.js";
import type { Frame } from "./frame.js";
import { DROPPED, type World } from "./world.js";

export class Holder {
  frames: Frame[] = [];
  /** The innermost of them. */
  protected frame!: Frame;

  constructor(public world: World) {}

  /** Where it is, for people: the function and the byte of the instruction that runs. */
  get place(): { name: string; offset: number } {
    const { name, code, at } = this.frame;
    return { name, offset: code.offsets[at - 1] ?? code.offsets[0] ?? 0 };
  }

  pop(): Term {
    return this.frame.stack.pop()!;
  }
  push(value: Term): void {
    this.frame.stack.push(value);
  }
  local(index: number): Term {
    return this.frame.locals[index]!;
  }
  setLocal(index: number, value: Term): void {
    this.frame.locals[index] = value;
  }
  global(index: number): Term {
    const value = this.world.globals[this.frame.view.globals[index]!];
    return value ?? giveUp("a global of this type is not executed");
  }
  setGlobal(index: number, value: Term): void {
    this.world.globals[this.frame.view.globals[index]!] = value;
  }
  long(index: number): bigint {
    return this.frame.code.longs[index]!;
  }
  get memory(): Memory {
    return this.world.memories[this.frame.view.memories[0]!]!;
  }
  data(index: number): Uint8Array {
    return this.world.segments[this.frame.view.segments[index]!]!;
  }
  dropData(index: number): void {
    this.world.segments[this.frame.view.segments[index]!] = DROPPED;
  }
}
