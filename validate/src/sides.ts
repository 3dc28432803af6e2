/**
 * Both sides of a function, from one moment to where each next comes to a loop's head or ends. What is
 * cut there is put together again in `product.ts`.
 */
import {
  type Assignment,
  arrayOf,
  bigintOf,
  bitVector,
  constant,
  isLiteral,
  type Term,
  variable,
} from "@ashlar/logic";
import {
  type Callable,
  type Explored,
  explore,
  exploreFrom,
  giveUp,
  type LoopState,
  modelOf,
  riscv,
  TermMemory,
  type World,
  widthOf,
} from "@ashlar/semantics";
import { Frame } from "./frame.js";
import { History, historyNumber } from "./history.js";
import { MachineCalls } from "./machine-calls.js";
import { MachineMemory } from "./machine-memory.js";
import type { Supposed } from "./report.js";
import type { Target } from "./target.js";

const KINDS = ["functions", "others"] as const;
const STEPS_MAX = 50_000;
const NARROW = { isNarrow: true, stepsMax: STEPS_MAX };

/** Where both sides are. */
export interface Moment {
  readonly wasm: WasmMoment;
  readonly machine: MachineMoment;
  /** What is known of the unknowns in it. */
  readonly facts: readonly Term[];
  /** One in which all of that holds, if it is known. */
  readonly state?: Assignment;
}

export interface WasmMoment {
  /** At the head of this loop; at the function's start where there is none. */
  readonly at: LoopState | undefined;
  readonly world: World;
}

export interface MachineMoment {
  readonly pc: Term;
  readonly registers: readonly Term[];
  readonly memory: MachineMemory;
}

const anyMemory = (pages: Term) => TermMemory.of(variable("memory", arrayOf(32, 8)), pages);

export const showAddress = (pc: Term) =>
  isLiteral(pc) ? `0x${bigintOf(pc).toString(16)}` : "an unknown address";

export class Sides {
  readonly frame: Frame;
  readonly history: History;
  readonly parameters: readonly Term[];
  readonly #called = { functions: new Set<string>(), others: new Set<string>() };
  readonly #callable: Callable;
  readonly #start: Moment;
  readonly #loops: readonly number[];

  constructor(
    readonly target: Target,
    index: number,
    address: number,
    /** Addresses of the machine's loops: where both sides are cut; none where they are gone round. */
    readonly heads: ReadonlySet<number>,
    /** How often loops are gone round at most, if they are not cut. */
    private readonly rounds = 0,
  ) {
    const { module, layout, program } = target;
    const { type, code } = module.functions[index]!;
    const pages = variable("pages", bitVector(32));
    this.parameters = type.parameters.map((each, at) =>
      variable(`parameter ${at}`, bitVector(widthOf(each) ?? giveUp("a parameter is no integer"))),
    );
    this.history = new History(module.globals.length, target.effects, pages);
    const { functions, world } = modelOf(module, {
      memory: anyMemory(pages),
      global: (at) => this.#global(at),
      contract: (callee) => this.#contract(callee),
    });
    const { host: _called, ...callable } = functions[index]!;
    this.#callable = callable;
    this.#loops = [...(code?.labels.keys() ?? [])].filter((label) => code!.labels[label]!.isLoop);
    const globals = world.globals.slice();
    this.frame = new Frame({ layout, program, parameters: this.parameters, globals, pages });
    world.globals.push(historyNumber(0));
    const { frame } = this;
    this.#start = {
      wasm: { at: undefined, world },
      machine: {
        pc: constant(64, address),
        registers: Array.from({ length: 32 }, (_, at) => frame.register(at)),
        memory: MachineMemory.start(frame, anyMemory(pages), historyNumber(0), target.parcel),
      },
      facts: frame.hypotheses,
    };
  }

  /** What a call of the module's is; undefined where it is looked into. */
  #contract(callee: number): Callable["host"] | undefined {
    const steps = this.target.stepsOf(callee);
    if (steps !== undefined) return this.history.inline(steps);
    if (!this.target.isCalled(callee)) return undefined;
    return this.history.host(callee, this.target.module.functions[callee]!.type);
  }

  /** Any mutable global; what others are the module says. */
  #global(at: number): Term | undefined {
    const { mutable, type, import: imported } = this.target.module.globals[at]!;
    const width = widthOf(type);
    const isKnown = !mutable && imported === undefined;
    return isKnown || !width ? undefined : variable(`global ${at}`, bitVector(width));
  }

  /** Whether one loop is inside another one. */
  isWithin(label: number, around: number): boolean {
    const { labels } = this.#callable.code!;
    const [inner, outer] = [labels[label]!, labels[around]!];
    return outer.target < inner.target && inner.target < outer.end;
  }

  /** What all that was run so far rests on. */
  get supposed(): Supposed {
    const { functions, others } = this.#called;
    return { functions: [...functions].sort(), others: [...others].sort() };
  }

  /** Whether the machine is at the head of one of its loops. */
  isHead(pc: Term): boolean {
    return isLiteral(pc) && this.heads.has(Number(bigintOf(pc)));
  }

  get start(): Moment {
    return this.#start;
  }

  runWasm({ at, world }: WasmMoment): Explored {
    this.history.calls.length = 0;
    const from = {
      globals: world.globals.slice(),
      memories: world.memories.map((memory) => memory.fork()),
      segments: world.segments.slice(),
    };
    const options = {
      ...{ ...NARROW, roundsMax: this.rounds },
      cuts: this.rounds > 0 ? [] : this.#loops,
    };
    const run =
      at === undefined
        ? explore(this.#callable, this.parameters, from, options)
        : exploreFrom(this.#callable, at, from, options);
    if (run.kind === "unfinished") return giveUp(`in wasm: ${run.reason}`);
    if (run.leftOut.length > 0) return giveUp(`it goes round in wasm: ${run.leftOut[0]!.name}`);
    return run;
  }

  runMachine({ pc, registers, memory }: MachineMoment) {
    const calls = new MachineCalls(this.frame, this.history, this.target);
    const run = riscv.explore(
      // In user mode no instruction reads or writes what a hart has beside its registers.
      {
        ...{ pc, memory: memory.fork(), privilege: riscv.Privilege.User },
        registers: (at) => registers[at]!,
      },
      {
        ...{
          ...NARROW,
          roundsMax: Math.max(1, this.rounds),
          stopsAt: (at) => this.heads.has(Number(at)),
        },
        contract: (at) => this.target.contract(Number(at), calls),
        jumps: (from, address) => this.target.jumps(Number(from), address),
      },
    );
    for (const kind of KINDS) for (const name of calls.called[kind]) this.#called[kind].add(name);
    if (run.kind === "unfinished")
      return giveUp(`in the machine's code at ${showAddress(run.pc)}: ${run.reason}`);
    if (run.leftOut.length > 0) return giveUp("it goes round in the machine's code");
    return { run, goals: calls.goals };
  }
}
