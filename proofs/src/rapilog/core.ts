/**
 * The log's core as theorems see it: the very file that `ashlar serve` runs, with any memory of any
 * size and any globals. Functions that a run calls may do anything to both and return anything,
 * so what is proved about a caller holds whatever they do, as long as they return.
 */
import { readFileSync } from "node:fs";
import { arrayOf, bitVector, constant, type Term, ule, variable } from "@ashlar/logic";
import {
  type Callable,
  type Exploration,
  type Explored,
  type HostCall,
  type Module,
  modelOf,
  PAGE_BYTES,
  readModule,
  TermMemory,
  ValueType,
  type World,
} from "@ashlar/semantics";
import { GLOBAL_NAMES } from "./globals.js";

/** The file. */
export function coreBytes(): Uint8Array {
  const beside = import.meta.resolve("@ashlar/rapilog/format");
  return new Uint8Array(readFileSync(new URL("rapilog.wasm", beside)));
}

function readCore(bytes: Uint8Array): Module {
  const reading = readModule(bytes);
  if (reading.kind === "fault") throw reading.fault;
  return reading.module;
}

/** A core, as a file and as it was read. */
export interface Core {
  readonly bytes: Uint8Array;
  readonly module: Module;
}

export const coreOf = (bytes: Uint8Array): Core => ({ bytes, module: readCore(bytes) });

/** The number of an exported function. */
export function indexOf({ exports }: Module, name: string): number {
  const found = exports.find((entry) => entry.kind === "function" && entry.name === name);
  if (found === undefined) throw new Error(`the core exports no function ${name}`);
  return found.index;
}

/** A call whose callee was taken for arbitrary. */
export interface Call {
  readonly index: number;
  readonly parameters: readonly Term[];
  /** The memory and the globals that it left, and what it returned. */
  readonly memory: Term;
  readonly globals: readonly (Term | undefined)[];
  readonly results: readonly Term[];
}

/** The core at an arbitrary moment, one of its functions about to run. */
export interface Moment {
  readonly callable: Callable;
  readonly world: World;
  readonly memory: Term;
  readonly pages: Term;
  readonly globals: readonly (Term | undefined)[];
  /** The calls that a run makes, in its order. */
  readonly calls: Call[];
}

const PAGES_MAX = 2 ** 32 / PAGE_BYTES;
const widthOf = (type: ValueType) => (type === ValueType.I64 ? 64 : 32);

/** Any integer of a type. */
export const anyOf = (name: string, type: ValueType) => variable(name, bitVector(widthOf(type)));

/** What stands for a callee: its own body, or something that was proved about it. */
export type Callee = "body" | Callable["host"];

/** The moment before a call of a function; of callees not described anything may come. */
export function arbitraryMoment(
  module: Module,
  index: number,
  calleeOf: (index: number) => Callee = () => undefined,
): Moment {
  const memory = variable("memory", arrayOf(32));
  const pages = variable("pages", bitVector(32));
  const calls: Call[] = [];
  const { functions, world } = modelOf(module, {
    memory: TermMemory.of(memory, pages),
    global: (at) => {
      const { mutable, type } = module.globals[at]!;
      return mutable ? anyOf(`global ${GLOBAL_NAMES[at] ?? at}`, type) : undefined;
    },
    contract: (callee) => {
      const described = callee === index ? "body" : calleeOf(callee);
      if (described === "body") return undefined;
      if (described !== undefined) return described;
      return (call) => anything(module, callee, calls, call);
    },
  });
  const callable = functions[index]!;
  return { callable, world, memory, pages, globals: world.globals.slice(), calls };
}

/** A call that may do anything, but return. */
function anything(module: Module, index: number, calls: Call[], call: HostCall): Term[] {
  const when = `call ${calls.length}`;
  const { world, parameters } = call;
  const memory = variable(`memory after ${when}`, arrayOf(32));
  world.globals.forEach((value, at) => {
    const { mutable, type } = module.globals[at]!;
    if (mutable && value !== undefined)
      world.globals[at] = anyOf(`global ${GLOBAL_NAMES[at] ?? at} after ${when}`, type);
  });
  const results = module.functions[index]!.type.results.map((type, at) =>
    anyOf(`result ${at} of ${when}`, type),
  );
  calls.push({ index, parameters, memory, globals: world.globals.slice(), results });
  world.memories[0] = TermMemory.of(memory, world.memories[0]!.pages);
  return [...results];
}

/** What a run found; a run that was given up is no result. */
export function explored(run: Exploration): Explored {
  if (run.kind === "unfinished") throw new Error(`${run.name}: ${run.reason} at ${run.offset}`);
  return run;
}

/** A memory has at most 4 GiB. */
export const isMemorySize = (pages: Term) => ule(pages, constant(32, PAGES_MAX));
