/**
 * Functions of the program that do what an instruction of WebAssembly does, `wasm_fill(to, value,
 * length)` what `memory.fill` does, or what the C library's do: `memset`, with pointers. That they do
 * it is believed; that their ranges are linear memory's is a goal.
 */
import {
  and,
  constant,
  equal,
  extract,
  not,
  or,
  signExtend,
  sub,
  type Term,
  ule,
} from "@ashlar/logic";
import { giveUp, riscv } from "@ashlar/semantics";
import type { LibraryFunction } from "./layout.js";
import type { MachineMemory } from "./machine-memory.js";

const { Register } = riscv;

/** What is to show where one is called. */
export type Wanted = readonly [what: string, goal: Term];

export interface LibraryCall {
  readonly wanted: readonly Wanted[];
  /** What the C library's return. */
  readonly result?: Term;
}

const low = (term: Term) => extract(term, 31, 0);

/** Changes memory as the function does. */
export function libraryCall(hart: riscv.Hart, { does }: LibraryFunction): LibraryCall {
  const [to, second, length] = [0, 1, 2].map((at) => hart.register(Register.a0 + at)) as [
    ...[Term, Term, Term],
  ];
  const memory = hart.memory as MachineMemory;
  switch (does) {
    case "memory.fill":
    case "memory.copy":
      return { wanted: byWords(memory, does, [to, second, length]) };
    case "memset": {
      const [index, inside] = rangeOf(memory, to, length);
      memory.linear.fill(low(index), extract(second, 7, 0), low(length));
      return { wanted: [inside], result: to };
    }
    default: {
      const [into, insideInto] = rangeOf(memory, to, length);
      const [from, insideFrom] = rangeOf(memory, second, length);
      memory.linear.copy(low(into), low(from), low(length));
      const wanted = [insideInto, insideFrom];
      if (does === "memcpy") wanted.push(["its ranges are apart", areApart(into, from, length)]);
      return { wanted, result: to };
    }
  }
}

/** Arguments are words of 32 bits, sign-extended. */
function byWords(
  { linear }: MachineMemory,
  does: "memory.fill" | "memory.copy",
  registers: readonly [Term, Term, Term],
): readonly Wanted[] {
  const [to, second, length] = registers.map(low) as [Term, Term, Term];
  const wanted: Wanted[] = registers.map((register, at) => [
    `argument ${at} is sign-extended`,
    equal(register, signExtend(low(register), 64)),
  ]);
  const inside = (from: Term): Wanted => ["its range", not(linear.isRangeOutside(from, length))];
  wanted.push(inside(to));
  if (does === "memory.fill") linear.fill(to, extract(second, 7, 0), length);
  else {
    wanted.push(inside(second));
    linear.copy(to, second, length);
  }
  return wanted;
}

/** Where in linear memory a pointer points, and that so many bytes from there on are in it. */
function rangeOf({ frame }: MachineMemory, pointer: Term, length: Term): readonly [Term, Wanted] {
  const found = frame.locate(pointer);
  if (found.region !== "linear") return giveUp("a library's function is given other memory");
  const { size64 } = frame;
  const fits = and(ule(length, size64), ule(found.index, sub(size64, length)));
  return [found.index, ["its range", fits]];
}

/** Both ranges are in linear memory, so no sum wraps around. */
function areApart(one: Term, other: Term, length: Term): Term {
  const isBefore = (first: Term, second: Term) =>
    and(ule(first, second), ule(length, sub(second, first)));
  return or(equal(length, constant(64, 0)), or(isBefore(one, other), isBefore(other, one)));
}
