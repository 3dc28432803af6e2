/** Calls that the machine's function makes: which of the other side's calls each is (`history.ts`). */
import { add, and, any, constant, equal, FALSE, ite, signExtend, type Term } from "@ashlar/logic";
import { type Callable, giveUp, type riscv, TermMemory } from "@ashlar/semantics";
import { type Frame, Register } from "./frame.js";
import { type Call, type Goal, type History, memoryLeft, sameMemory } from "./history.js";
import type { MachineMemory } from "./machine-memory.js";
import type { Target } from "./target.js";

const ARGUMENT_REGISTERS = 8;
export interface Callee {
  readonly index: number;
  readonly address: number;
  readonly name: string;
  readonly type: Callable["type"];
}

export class MachineCalls {
  readonly goals: Goal[] = [];

  constructor(
    private readonly frame: Frame,
    private readonly history: History,
    private readonly target: Target,
  ) {}

  /** The other side's traps are excluded, so this is never come to. */
  traps(hart: riscv.Hart): boolean {
    this.goals.push({ says: "it traps only where wasm does", when: hart.path.all, goal: FALSE });
    return false;
  }

  call(hart: riscv.Hart, callee: Callee): boolean {
    const memory = hart.memory as MachineMemory;
    const path = hart.path.all;
    const matches = this.#matches(path, memory, callee);
    const says = (what: string) => `the call of ${callee.name}: ${what}`;
    const whens = matches.map(({ when }) => when);
    this.goals.push({ says: says("wasm makes it too"), when: path, goal: any(whens) });
    for (const { call, when } of matches) {
      const goal = (what: string, goal: Term) =>
        this.goals.push({ says: says(what), when: and(path, when), goal });
      this.#arguments(hart, memory, call).forEach(([value, expected], at) => {
        goal(`argument ${at}`, equal(value, expected));
      });
      for (const [index, [value, expected]] of this.#globals(memory, call))
        goal(`global ${index}`, equal(value, expected));
      goal("memory", sameMemory(memory.linear, call.before.memory));
    }
    this.#goOn(hart, memory, callee, matches);
    return true;
  }

  #matches(path: Term, memory: MachineMemory, { index, name }: Callee) {
    const found = this.history.calls
      .filter(({ callee }) => callee === index)
      .map((call) => ({ call, when: and(call.condition, equal(memory.history, call.after)) }))
      .filter(({ when }) => and(path, when) !== FALSE);
    return found.length > 0 ? found : giveUp(`it calls ${name} where wasm does not`);
  }

  /** Pairs of what arguments are and what they must be. */
  #arguments(hart: riscv.Hart, memory: MachineMemory, { before }: Call): (readonly [Term, Term])[] {
    const expected = before.values.map((value) => signExtend(value, 64));
    if (this.frame.options.layout.hasInstance) expected.unshift(this.frame.instance);
    return expected.map((value, at) => {
      if (at < ARGUMENT_REGISTERS) return [hart.register(Register.a0 + at), value];
      const place = add(hart.register(Register.sp), constant(64, (at - ARGUMENT_REGISTERS) * 8));
      return [memory.load(place, 8), value];
    });
  }

  #globals(memory: MachineMemory, { before }: Call): Map<number, readonly [Term, Term]> {
    const found = new Map<number, readonly [Term, Term]>();
    before.globals.forEach((expected, index) => {
      const value = memory.global(index);
      if (value !== undefined && expected !== undefined) found.set(index, [value, expected]);
    });
    return found;
  }

  /** Behind the call: what it changes is as the other side's call left it. */
  #goOn(
    hart: riscv.Hart,
    memory: MachineMemory,
    { index, address, type }: Callee,
    matches: readonly { call: Call; when: Term }[],
  ): void {
    const { frame } = this;
    const chosen = (value: (call: Call) => Term): Term => {
      const [last, ...others] = matches.toReversed();
      return others.reduce(
        (rest, { call, when }) => ite(when, value(call), rest),
        value(last!.call),
      );
    };
    const behind = hart.register(Register.ra);
    const stack = frame.locate(hart.register(Register.sp));
    if (stack.region !== "stack") giveUp("the stack pointer is not known at a call");
    memory.forgetBelow(stack.offset);
    for (const register of this.target.registersChanged(address))
      hart.setRegister(register, frame.unknown(`x${register}`, 64));
    if (type.results.length > 1) giveUp("a callee with several results");
    if (type.results.length === 1)
      hart.setRegister(
        Register.a0,
        signExtend(
          chosen(({ outcome }) => outcome.values[0]!),
          64,
        ),
      );
    const effects = this.target.effects[index]!;
    for (const global of effects.globals)
      memory.setGlobal(
        global,
        chosen(({ outcome }) => outcome.globals[global]!),
      );
    if (effects.memory) memory.linear = TermMemory.of(chosen(memoryLeft), frame.options.pages);
    memory.history = chosen(({ number }) => number);
    hart.pc = behind;
  }
}
