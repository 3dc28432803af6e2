/**
 * A function as one equation: both sides run along all their paths from the same state, and what they
 * leave is the same. Loops and recursion without a call are not for this.
 */
import {
  arrayOf,
  bigintOf,
  bitVector,
  constant,
  equal,
  FALSE,
  isLiteral,
  not,
  signExtend,
  type Term,
  variable,
} from "@ashlar/logic";
import {
  type Explored,
  explore,
  giveUp,
  modelOf,
  riscv,
  TermMemory,
  widthOf,
} from "@ashlar/semantics";
import { Frame, Register, SAVED } from "./frame.js";
import { type Goal, History, historyNumber, sameMemory } from "./history.js";
import { MachineCalls } from "./machine-calls.js";
import { MachineMemory } from "./machine-memory.js";
import type { Target } from "./target.js";

/** What has to be shown, and what may be used. */
export interface Equation {
  readonly hypotheses: readonly Term[];
  readonly goals: readonly Goal[];
}

const STEPS_MAX = 50_000;
const NARROW = { isNarrow: true, roundsMax: 0, stepsMax: STEPS_MAX };

/** The equation of a function; gives up (`Unfinished`) where there is none. */
export function equationOf(target: Target, index: number, address: number): Equation {
  const start = startOf(target, index);
  const { frame, history } = start;
  const wasm = wasmRun(target, index, start);
  const calls = new MachineCalls(frame, history, target);
  const machine = machineRun(target, address, start, calls);
  const faults = machine.excepted.map(({ condition, pc }) => ({
    says: `what the instruction at 0x${bigintOf(pc).toString(16)} accesses is its own`,
    ...{ when: condition, goal: FALSE },
  }));
  return {
    hypotheses: [...frame.hypotheses, ...wasm.traps.map(({ condition }) => not(condition))],
    goals: [...calls.goals, ...faults, ...ending(frame, history, wasm, machine)],
  };
}

interface Start {
  readonly parameters: readonly Term[];
  readonly globals: readonly (Term | undefined)[];
  readonly frame: Frame;
  readonly history: History;
}

const anyMemory = (pages: Term) => TermMemory.of(variable("memory", arrayOf(32, 8)), pages);

/** Any parameters, globals and memory. */
function startOf({ module, layout, program, effects }: Target, index: number): Start {
  const { type } = module.functions[index]!;
  const pages = variable("pages", bitVector(32));
  const parameters = type.parameters.map((each, at) =>
    variable(`parameter ${at}`, bitVector(widthOf(each) ?? giveUp("a parameter is no integer"))),
  );
  const { globals } = modelOf(module, {
    memory: anyMemory(pages),
    global: (at) => {
      const { mutable, type: each, import: imported } = module.globals[at]!;
      const width = widthOf(each);
      const isKnown = !mutable && imported === undefined;
      return isKnown || !width ? undefined : variable(`global ${at}`, bitVector(width));
    },
  }).world;
  const frame = new Frame({ layout, program, parameters, globals, pages });
  return { parameters, globals, frame, history: new History(globals.length, effects, pages) };
}

/** The module's side. A call of what the program does not have runs the body. */
function wasmRun(target: Target, index: number, { parameters, globals, frame, history }: Start) {
  const { module } = target;
  const { functions, world } = modelOf(module, {
    memory: anyMemory(frame.options.pages),
    global: (at) => globals[at],
    contract: (callee) =>
      target.isCalled(callee) ? history.host(callee, module.functions[callee]!.type) : undefined,
  });
  world.globals.push(historyNumber(0));
  const { host: _called, ...callable } = functions[index]!;
  const run = explore(callable, parameters, world, NARROW);
  if (run.kind === "unfinished") return giveUp(`in wasm: ${run.reason}`);
  if (run.leftOut.length > 0) return giveUp("it has a loop in wasm");
  return run;
}

function machineRun(target: Target, address: number, { frame }: Start, calls: MachineCalls) {
  const memory = MachineMemory.start(
    ...([frame, anyMemory(frame.options.pages), historyNumber(0), target.parcel] as const),
  );
  const run = riscv.explore(
    // In user mode no instruction reads or writes what a hart has beside its registers.
    {
      ...{ pc: constant(64, address), memory, privilege: riscv.Privilege.User },
      registers: (at) => frame.register(at),
    },
    { ...NARROW, roundsMax: 1, contract: (at) => target.contract(Number(at), calls) },
  );
  if (run.kind === "unfinished")
    return giveUp(`in the machine's code at ${showAddress(run.pc)}: ${run.reason}`);
  if (run.leftOut.length > 0) return giveUp("it has a loop in the machine's code");
  return run;
}

export const showAddress = (pc: Term) =>
  isLiteral(pc) ? `0x${bigintOf(pc).toString(16)}` : "an unknown address";

/** What is the same when both have returned. */
function ending(frame: Frame, history: History, wasm: Explored, machine: riscv.Explored): Goal[] {
  return machine.arrived.flatMap(({ condition: when, pc, hart }) => {
    const goal = (says: string, goal: Term): Goal => ({ says, when, goal });
    if (pc !== frame.returnAddress)
      return [goal(`it does not go to ${showAddress(pc)}`, equal(pc, frame.returnAddress))];
    const { returned } = wasm;
    if (returned === undefined) return [goal("it traps as wasm does", FALSE)];
    const memory = hart.memory as MachineMemory;
    const unsaved = frame.options.layout.unsaved ?? [];
    const saved = SAVED.filter((register) => !unsaved.includes(register)).map((register) =>
      goal(`x${register} is as before`, equal(hart.register(register), frame.register(register))),
    );
    const results = returned.results.map((value, at) =>
      goal("the result", equal(hart.register(Register.a0 + at), signExtend(value, 64))),
    );
    if (results.length > 1) giveUp("it has several results");
    const { world } = returned;
    const globals = world.globals.slice(0, history.place).flatMap((value, at) => {
      const own = memory.global(at);
      return value === undefined || own === undefined
        ? []
        : [goal(`global ${at}`, equal(own, value))];
    });
    const linear = sameMemory(memory.linear, world.memories[0] as TermMemory | undefined);
    const calls = equal(memory.history, world.globals[history.place]!);
    return [
      ...[...saved, ...results, ...globals],
      ...[goal("memory", linear), goal("the calls made", calls)],
    ];
  });
}
