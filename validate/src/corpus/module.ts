/** A module in V8, called in the same words as the program that was made of it. */
import { type Module, readModule, ValueType } from "@ashlar/semantics";
import type { Ended } from "./machine.js";

/** V8's words for traps, and wasm2c's numbers for them. */
const TRAPS: readonly (readonly [RegExp, number])[] = [
  [/^memory access out of bounds$/, 1],
  [/^divide result unrepresentable$/, 2],
  [/^(divide|remainder) by zero$/, 3],
  [/^unreachable$/, 5],
];

type Functions = Record<string, (...values: (number | bigint)[]) => unknown>;

export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | undefined;
}

export class ModuleMachine {
  readonly #module: WebAssembly.Module;
  readonly #read: Module;
  #exports: Functions = {};
  memory = new Uint8Array();

  constructor(bytes: Uint8Array) {
    const reading = readModule(bytes, { refusal: "when run" });
    if (reading.kind === "fault") throw new Error(reading.fault.message);
    this.#read = reading.module;
    this.#module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
    this.reset();
  }

  /** As it is when it has been instantiated. */
  reset(): void {
    const { exports } = new WebAssembly.Instance(this.#module);
    const { memory, ...functions } = exports;
    this.memory = new Uint8Array((memory as WebAssembly.Memory).buffer);
    this.#exports = functions as Functions;
  }

  /** Names of exported functions. */
  get functions(): string[] {
    return this.#read.exports.filter(({ kind }) => kind === "function").map(({ name }) => name);
  }

  signature(name: string): Signature {
    const entry = this.#read.exports.find((one) => one.kind === "function" && one.name === name);
    if (entry === undefined) throw new Error(`the module exports no function ${name}`);
    const { parameters, results } = this.#read.functions[entry.index]!.type;
    return { parameters, result: results[0] };
  }

  /** Calls a function; 32 bits are taken from a word and given back sign-extended. */
  call(name: string, words: readonly bigint[]): Ended {
    const { parameters } = this.signature(name);
    const values = words.map((word, at) =>
      parameters[at] === ValueType.I32 ? Number(BigInt.asIntN(32, word)) : BigInt.asIntN(64, word),
    );
    try {
      const result = this.#exports[name]!(...values);
      return { kind: "returned", value: BigInt.asUintN(64, BigInt((result as number) ?? 0)) };
    } catch (error) {
      const { message } = error as Error;
      const trap = TRAPS.find(([words]) => words.test(message));
      if (trap === undefined) throw error;
      return { kind: "trapped", trap: trap[1] };
    }
  }
}
