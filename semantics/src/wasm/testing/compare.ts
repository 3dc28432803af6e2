/**
 * The same program here and in V8, Node's own engine: the same results, traps, memory and globals
 * after each call.
 */
import assert from "node:assert/strict";
import { Random } from "@ashlar/rapilog/random";
import { readModule } from "../read/read.js";
import { type Instance, instantiate } from "../run/instance.js";
import { type Invocation, invoke, Store } from "../run/store.js";
import { PAGE_BYTES, ValueType } from "../types.js";
import { GLOBALS } from "./choices.js";
import { anyValue } from "./edges.js";
import { type Program, randomProgram } from "./programs.js";

type Exports = Record<string, (...parameters: (number | bigint)[]) => unknown>;

/** V8's words for the standard's traps. */
const TRAPS: [RegExp, string][] = [
  [/^unreachable$/, "unreachable"],
  [/^(divide|remainder) by zero$/, "integer divide by zero"],
  [/^divide result unrepresentable$/, "integer overflow"],
  [
    /^(memory access|data segment) out of bounds|^data segment .* is out of bounds/,
    "out of bounds memory access",
  ],
  [/^Maximum call stack size exceeded$/, "call stack exhausted"],
];

/** What a call did, in the same words for both engines. */
export function callInV8(
  call: (...parameters: (number | bigint)[]) => unknown,
  parameters: (number | bigint)[],
): string {
  try {
    const result = call(...parameters);
    const results = result === undefined ? [] : Array.isArray(result) ? result : [result];
    return `returned ${results.map(unsignedText).join(" ")}`;
  } catch (error) {
    const { message } = error as Error;
    return TRAPS.find(([words]) => words.test(message))?.[1] ?? `unknown: ${message}`;
  }
}

function unsignedText(value: number | bigint): string {
  return String(typeof value === "number" ? value >>> 0 : BigInt.asUintN(64, value));
}

export function show(invocation: Invocation): string {
  if (invocation.kind === "returned") return `returned ${invocation.results.join(" ")}`;
  return invocation.kind === "trapped" ? invocation.reason : `unfinished: ${invocation.reason}`;
}

/** A number as V8 takes it. */
export function forV8(type: ValueType, value: bigint): number | bigint {
  return type === ValueType.I32 ? Number(BigInt.asIntN(32, value)) : BigInt.asIntN(64, value);
}

/** Calls of one function with different values. */
const CALLS = 3;

/**
 * Fails where the two engines differ; `what` says how to see it again. V8 may be given other bytes,
 * to see that this notices.
 */
export function compareProgram(
  program: Program,
  random: Random,
  what: string,
  outcomes: Outcomes,
  bytesForV8 = program.bytes,
): void {
  const reading = readModule(program.bytes);
  if (reading.kind === "fault") assert.fail(`${what}: ${reading.fault.message}`);
  const module = new WebAssembly.Module(bytesForV8 as BufferSource);
  const theirs = new WebAssembly.Instance(module).exports as unknown as Exports;
  const store = new Store();
  const made = instantiate(store, reading.module);
  if (made.kind !== "instance") assert.fail(`${what}: ${made.kind}`);
  program.functions.forEach(({ parameters }, index) => {
    for (let call = 0; call < CALLS; call++) {
      const values = parameters.map((type) => anyValue(random, type === ValueType.I32 ? 32 : 64));
      const name = `f${index}`;
      const place = `${what}, ${name}(${values.join(", ")})`;
      const external = made.instance.exports.get(name);
      if (external?.kind !== "function") assert.fail(place);
      const ours = show(invoke(store, external.callable, values));
      const expected = callInV8(
        theirs[name]!,
        parameters.map((type, at) => forV8(type, values[at]!)),
      );
      assert.equal(ours, expected, place);
      count(outcomes, ours);
      if (parameters.length === 0) break;
    }
    compareWorlds(store, made.instance, theirs, `${what}, after f${index}`);
  });
}

function compareWorlds(store: Store, { view }: Instance, theirs: Exports, what: string): void {
  GLOBALS.forEach((_, index) => {
    const { value } = theirs[`g${index}`] as unknown as WebAssembly.Global;
    assert.equal(String(store.globals[view.globals[index]!]!.value), unsignedText(value), what);
  });
  const { buffer } = theirs["m"] as unknown as WebAssembly.Memory;
  const memory = store.memories[view.memories[0]!]!;
  assert.equal(memory.size_bytes, buffer.byteLength, `${what}: the size of memory`);
  for (let at = 0; at < buffer.byteLength; at += PAGE_BYTES) {
    const page = Buffer.from(buffer, at, PAGE_BYTES);
    if (page.compare(memory.page(at / PAGE_BYTES)) !== 0) assert.fail(`${what}: memory`);
  }
}

/** How many calls ended in which way. */
export type Outcomes = Map<string, number>;

function count(outcomes: Outcomes, outcome: string): void {
  const way = outcome.startsWith("returned") ? "returned" : outcome;
  outcomes.set(way, (outcomes.get(way) ?? 0) + 1);
}

/**
 * Compares so many programs, each from a seed of its own: that of the one that differs is in the
 * message, and as `ASHLAR_SEED` it comes first.
 */
export function comparePrograms(seed: number, programs: number): Outcomes {
  const outcomes: Outcomes = new Map();
  for (let index = 0; index < programs; index++) {
    const random = new Random(seed + index);
    compareProgram(randomProgram(random), random, `ASHLAR_SEED=${random.seed}`, outcomes);
  }
  return outcomes;
}
