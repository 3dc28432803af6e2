/**
 * The durable disk's core from any state: its functions run on variables, with any memory and any
 * globals, beside V8 from random contents of both.
 */
import assert from "node:assert/strict";
import {
  ArrayValue,
  arrayOf,
  constant,
  mark,
  release,
  type Term,
  type Value,
  variable,
} from "@ashlar/logic";
import type { Random } from "@ashlar/rapilog/random";
import type { Module } from "../module.js";
import { readModule } from "../read/read.js";
import { modelOf } from "../run/model.js";
import { type Explored, explore } from "../run/run.js";
import { TermMemory } from "../run/term-memory.js";
import { PAGE_BYTES, widthOf } from "../types.js";
import { expose } from "./expose.js";
import { rapilogBytes } from "./rapilog.js";
import { anyValues, compareAt, type Exports, setGlobals, variables } from "./symbolic.js";

export function read(bytes: Uint8Array): Module {
  const reading = readModule(bytes);
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  return reading.module;
}

export function assignment(terms: readonly Term[], values: readonly Value[]): [Term, Value][] {
  return terms.map((term, index) => [term, values[index]!]);
}

const MEMORY_PAGES = 1;
const ROUNDS_MAX = 4;

/** What a call in V8 starts from, and the same as values of variables. */
interface Sample {
  exports: Exports;
  memory: WebAssembly.Memory;
  globals: bigint[];
}

export class Core {
  readonly module = read(rapilogBytes());
  readonly #exposed = new WebAssembly.Module(expose(rapilogBytes(), this.module) as BufferSource);
  readonly #types = this.module.globals.map(({ type }) => type);
  readonly #mutable = this.module.globals.map(({ mutable }) => mutable);
  readonly #memory = variable("memory", arrayOf(32));
  readonly #globals = variables("g", this.#types);
  readonly #bytes: Uint8Array;
  readonly #contents: ArrayValue;

  constructor(readonly random: Random) {
    this.#bytes = random.bytes(MEMORY_PAGES * PAGE_BYTES);
    const elements = [...this.#bytes.entries()].map(
      ([at, byte]) => [BigInt(at), BigInt(byte)] as const,
    );
    this.#contents = new ArrayValue(0n, new Map(elements));
  }

  /**
   * Runs a function on variables, but for the parameters that are known, and compares some calls.
   * How many of them the run covers: the others go round a loop too often.
   */
  compare(index: number, samples: number, known: readonly (bigint | undefined)[] = []): number {
    const before = mark();
    try {
      return this.#compare(index, samples, known);
    } finally {
      release(before);
    }
  }

  #compare(index: number, samples: number, known: readonly (bigint | undefined)[]): number {
    const { parameters } = this.module.functions[index]!.type;
    const unknown = variables("p", parameters);
    const terms = unknown.map((term, at) =>
      known[at] === undefined ? term : constant(widthOf(parameters[at]!)!, known[at]),
    );
    const run = this.#explore(index, terms, ROUNDS_MAX);
    let covered = 0;
    for (let left = samples; left > 0; left--) {
      const values = anyValues(this.random, parameters).map((value, at) => known[at] ?? value);
      const sample = this.#sample();
      const given = new Map<Term, Value>([
        ...assignment(unknown, values),
        ...assignment(this.#globals, sample.globals),
        [this.#memory, this.#contents],
      ]);
      const name = `f${index}`;
      const call = { ...sample, name, parameters, values, globals: this.#types };
      const what = `ASHLAR_SEED=${this.random.seed}: function ${index} (${values})`;
      if (compareAt(run, given, call, this.random, what)) covered++;
    }
    return covered;
  }

  #explore(index: number, terms: readonly Term[], roundsMax: number): Explored {
    const memory = TermMemory.of(this.#memory, constant(32, MEMORY_PAGES));
    const global = (at: number) => (this.#mutable[at] ? this.#globals[at] : undefined);
    const { functions, world } = modelOf(this.module, { memory, global });
    const run = explore(functions[index]!, terms, world, { roundsMax });
    if (run.kind === "unfinished") assert.fail(`${run.reason} at ${run.offset}`);
    return run;
  }

  /** The conditions of all endings of a run on variables, whose loops go round so often. */
  endings(index: number, roundsMax: number): Term[] {
    const { parameters } = this.module.functions[index]!.type;
    const run = this.#explore(index, variables("p", parameters), roundsMax);
    const returns = run.returned === undefined ? [] : [run.returned];
    return [...returns, ...run.traps, ...run.leftOut].map(({ condition }) => condition);
  }

  #sample(): Sample {
    const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
    const instance = new WebAssembly.Instance(this.#exposed, { env: { memory } });
    // After the module's own data, which came with the instance.
    new Uint8Array(memory.buffer).set(this.#bytes);
    const exports = instance.exports as unknown as Exports;
    const globals = this.#types.map((type, at) => {
      const start = BigInt.asUintN(widthOf(type)!, BigInt(exports[`g${at}`]!.value));
      return this.#mutable[at] ? this.#anyGlobal(at) : start;
    });
    globals.forEach((value, at) => {
      if (this.#mutable[at]) setGlobals({ g0: exports[`g${at}`]! }, [this.#types[at]!], [value]);
    });
    return { memory, exports, globals };
  }

  /** Small numbers are places in memory; others are mostly beyond its end. */
  #anyGlobal(at: number): bigint {
    if (this.random.chance(0.7)) return BigInt(this.random.below(4096));
    return anyValues(this.random, [this.#types[at]!])[0]!;
  }
}
