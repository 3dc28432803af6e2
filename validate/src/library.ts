/**
 * Functions of the program that do what an instruction of WebAssembly does: `wasm_fill(to, value,
 * length)` what `memory.fill` does. That they do it is believed; that their range is linear memory's
 * is a goal.
 */
import { equal, extract, not, signExtend, type Term } from "@ashlar/logic";
import { giveUp, type riscv } from "@ashlar/semantics";
import { Register } from "./frame.js";
import type { LibraryFunction } from "./layout.js";
import type { MachineMemory } from "./machine-memory.js";

/** What is to show where one is called. */
export type Wanted = readonly [what: string, goal: Term];

const ARGUMENTS = 3;

/** Changes memory as the function does; its arguments are words of 32 bits, sign-extended. */
export function libraryCall(hart: riscv.Hart, { does }: LibraryFunction): readonly Wanted[] {
  const { linear } = hart.memory as MachineMemory;
  const registers = Array.from({ length: ARGUMENTS }, (_, at) => hart.register(Register.a0 + at));
  const words = registers.map((register) => extract(register, 31, 0));
  const [to, second, length] = words as [Term, Term, Term];
  const wanted: Wanted[] = registers.map((register, at) => [
    `argument ${at} is sign-extended`,
    equal(register, signExtend(words[at]!, 64)),
  ]);
  const inside = (from: Term): Wanted => ["its range", not(linear.isRangeOutside(from, length))];
  wanted.push(inside(to));
  if (does === "memory.fill") linear.fill(to, extract(second, 7, 0), length);
  else if (does === "memory.copy") {
    wanted.push(inside(second));
    linear.copy(to, second, length);
  } else giveUp(`it calls a function that does ${does}`);
  return wanted;
}
