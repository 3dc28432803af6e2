/** Calls that the machine's function makes: which of the other side's calls each is (`history.ts`). */
import { add, and, any, constant, equal, FALSE, ite, signExtend, type Term } from "@ashlar/logic";
import { type Callable, giveUp, riscv, TermMemory } from "@ashlar/semantics";
import type { Frame } from "./frame.js";
import { type Call, type Goal, type History, memoryLeft, sameMemory } from "./history.js";
import type { LibraryFunction } from "./layout.js";
import { libraryCall } from "./library.js";
import type { MachineMemory } from "./machine-memory.js";
import type { StepTaken } from "./steps.js";
import type { Target } from "./target.js";

const { Register } = riscv;

const ARGUMENT_REGISTERS = 8;
/** Of those beyond user mode. */
const INSTRUCTION_BYTES = 4;

/** A call of the other side, and when it is the one. */
interface Match {
  readonly call: Call;
  readonly when: Term;
}

export interface Callee {
  readonly index: number;
  readonly address: number;
  readonly name: string;
  readonly type: Callable["type"];
}

export class MachineCalls {
  readonly goals: Goal[] = [];
  /** Functions that are called, and not looked into. */
  readonly called = { functions: new Set<string>(), others: new Set<string>() };

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
    const isOwn = this.target.module.functions[callee.index]!.import === undefined;
    this.called[isOwn ? "functions" : "others"].add(callee.name);
    const matches = this.#matched(hart, callee.index, callee.name, (call) => [
      ...this.#arguments(hart, memory, call).map(
        ([value, expected], at) => [`argument ${at}`, equal(value, expected)] as const,
      ),
      ...[...this.#globals(memory, call)].map(
        ([index, [value, expected]]) => [`global ${index}`, equal(value, expected)] as const,
      ),
    ]);
    this.#goOn(hart, memory, callee, matches);
    return true;
  }

  /** An instruction that an import is: memory stays as it is, and so does all that C knows. */
  step(hart: riscv.Hart, { name, registers }: StepTaken): boolean {
    const memory = hart.memory as MachineMemory;
    const matches = this.#matched(hart, name, name, ({ before }) =>
      registers.map((register, at) => [
        `the value of x${register}`,
        equal(hart.register(register), before.values[at]!),
      ]),
    );
    memory.history = chosen(matches, ({ number }) => number);
    hart.pc = add(hart.pc, constant(64, INSTRUCTION_BYTES));
    return true;
  }

  /** A function that does what an instruction of WebAssembly does. */
  library(hart: riscv.Hart, address: number, described: LibraryFunction): boolean {
    const path = hart.path.all;
    this.called.others.add(described.symbol);
    const { wanted, result } = libraryCall(hart, described);
    for (const [what, goal] of wanted)
      this.goals.push({ says: `the call of ${described.symbol}: ${what}`, when: path, goal });
    this.#leave(hart, address);
    if (result !== undefined) hart.setRegister(Register.a0, result);
    return true;
  }

  /** The other side's calls that this may be: one of them it must be, and then find the same. */
  #matched(
    hart: riscv.Hart,
    callee: Call["callee"],
    name: string,
    same: (call: Call) => readonly (readonly [what: string, goal: Term])[],
  ): Match[] {
    const memory = hart.memory as MachineMemory;
    const path = hart.path.all;
    const matches = this.history.calls
      .filter((call) => call.callee === callee)
      .map((call) => ({ call, when: and(call.condition, equal(memory.history, call.after)) }))
      .filter(({ when }) => and(path, when) !== FALSE);
    if (matches.length === 0) giveUp(`it calls ${name} where wasm does not`);
    const goal = (when: Term, what: string, goal: Term) =>
      this.goals.push({ says: `the call of ${name}: ${what}`, when, goal });
    goal(path, "wasm makes it too", any(matches.map(({ when }) => when)));
    for (const { call, when } of matches) {
      const both = and(path, when);
      for (const [what, equation] of same(call)) goal(both, what, equation);
      goal(both, "memory", sameMemory(memory.linear, call.before.memory));
    }
    return matches;
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

  /** What a callee may do with registers and the stack below its caller's. */
  #leave(hart: riscv.Hart, address: number): void {
    const stack = this.frame.locate(hart.register(Register.sp));
    if (stack.region !== "stack") giveUp("the stack pointer is not known at a call");
    (hart.memory as MachineMemory).forgetBelow(stack.offset);
    const behind = hart.register(Register.ra);
    for (const register of this.target.registersChanged(address))
      hart.setRegister(register, this.frame.unknown(`x${register}`, 64));
    hart.pc = behind;
  }

  /** Behind the call: what it changes is as the other side's call left it. */
  #goOn(
    hart: riscv.Hart,
    memory: MachineMemory,
    { index, address, type }: Callee,
    matches: readonly Match[],
  ): void {
    const { frame } = this;
    this.#leave(hart, address);
    if (type.results.length > 1) giveUp("a callee with several results");
    if (type.results.length === 1)
      hart.setRegister(
        Register.a0,
        signExtend(
          chosen(matches, ({ outcome }) => outcome.values[0]!),
          64,
        ),
      );
    const effects = this.target.effects[index]!;
    for (const global of effects.globals)
      memory.setGlobal(
        global,
        chosen(matches, ({ outcome }) => outcome.globals[global]!),
      );
    if (effects.memory)
      memory.linear = TermMemory.of(chosen(matches, memoryLeft), frame.options.pages);
    memory.history = chosen(matches, ({ number }) => number);
  }
}

/** What the one of several calls has that it is. */
function chosen(matches: readonly Match[], value: (call: Call) => Term): Term {
  const [last, ...others] = matches.toReversed();
  return others.reduce((rest, { call, when }) => ite(when, value(call), rest), value(last!.call));
}
