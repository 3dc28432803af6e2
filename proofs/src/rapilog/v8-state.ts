/**
 * A counterexample on the real thing: V8 runs the function from the very state, and what comes out
 * is compared with what the theorem says, under plain evaluation.
 */
import { runInNewContext } from "node:vm";
import {
  ArrayValue,
  type Assignment,
  constant,
  evaluateAll,
  FALSE,
  type Term,
} from "@ashlar/logic";
import { PAGE_BYTES, ValueType } from "@ashlar/semantics";
import type { Replayed } from "../prove/statement.js";
import type { Core, Moment } from "./core.js";
import { NO_DIFFERENCE } from "./encode/replay.js";
import { GLOBAL_NAMES } from "./globals.js";
import { CALLED, globalName, moduleInState } from "./v8-module.js";

/** What a call must do from a moment. */
export interface Expected {
  readonly parameters: readonly Term[];
  /** When it must trap; nothing else is expected then. */
  readonly traps: Term;
  readonly results: readonly Term[];
  /** All globals afterwards, by number; of undefined ones nothing is said. */
  readonly globals: readonly (Term | undefined)[];
  /** The byte at an address afterwards. */
  readonly byteAt: (address: Term) => Term;
  /** Whether nothing is said of the byte at an address. */
  readonly isOpen?: (address: Term) => Term;
  /** Addresses that are looked at in any case. */
  readonly watched: readonly Term[];
}

/** Memory as large as this is filled and compared; a larger one has zeros where nothing is said. */
const PAGES_FILLED_MAX = 64;

/** What V8 does otherwise than expected, in each of several ways in which it may end. */
export function replayedFrom(
  core: Core,
  index: number,
  moment: Moment,
  expected: Expected | readonly [Expected, ...Expected[]],
  state: Assignment,
): Replayed {
  const ways = "parameters" in expected ? ([expected] as const) : expected;
  const { start, pages, memory } = startOf(moment, state);
  const seen = callInV8(core, index, moment, ways[0].parameters, start, { pages, memory });
  if (seen.kind === "impossible") return { says: `V8 cannot be brought there: ${seen.reason}` };
  const differences = ways.map((way) => differenceOf(way, start, seen));
  return differences.includes(undefined)
    ? NO_DIFFERENCE
    : { says: `V8: ${differences.join(", and ")}` };
}

/** The state as V8 can have it: at least a page, and a large memory holds zeros elsewhere. */
function startOf({ pages, memory }: Moment, state: Assignment) {
  const count = Math.max(1, Number(state.get(pages) ?? 0n));
  const given = state.get(memory);
  const { elsewhere, elements } =
    given instanceof ArrayValue
      ? given.contents()
      : { elsewhere: 0n, elements: new Map<bigint, bigint>() };
  const contents = new ArrayValue(count > PAGES_FILLED_MAX ? 0n : elsewhere, elements);
  const start: Assignment = new Map([...state, [pages, BigInt(count)], [memory, contents]]);
  return { start, pages: count, memory: contents };
}

const TIME_MAX_MS = 2000;
const TIMEOUT = "ERR_SCRIPT_EXECUTION_TIMEOUT";

type Seen =
  | { readonly kind: "endless" }
  | { readonly kind: "impossible"; readonly reason: string }
  | { readonly kind: "trapped"; readonly reason: string }
  | {
      readonly kind: "returned";
      readonly results: readonly bigint[];
      readonly globals: readonly bigint[];
      /** Undefined for a large memory. */
      readonly before: Uint8Array | undefined;
      readonly memory: Uint8Array;
    };

type Exports = Record<string, { value: number | bigint }> &
  Record<string, (...values: (number | bigint)[]) => number | bigint | undefined>;

const bitsOf = (type: ValueType) => (type === ValueType.I64 ? 64 : 32);
const forV8 = (value: bigint, type: ValueType) =>
  type === ValueType.I64 ? BigInt.asIntN(64, value) : Number(BigInt.asIntN(32, value));

function callInV8(
  { bytes, module }: Core,
  index: number,
  { globals }: Moment,
  parameters: readonly Term[],
  start: Assignment,
  { pages, memory }: { pages: number; memory: ArrayValue },
): Seen {
  const known = globals.map((value) => value ?? constant(32, 0));
  const values = evaluateAll([...known, ...parameters], start) as bigint[];
  const { type } = module.functions[index]!;
  const arguments_ = values
    .slice(known.length)
    .map((value, at) => forV8(value, type.parameters[at]!));
  const prepared = moduleInState(bytes, module, values.slice(0, known.length), index);
  try {
    const wasmMemory = memoryWith(pages, memory);
    const view = new Uint8Array(wasmMemory.buffer);
    const compiled = new WebAssembly.Module(prepared as BufferSource);
    const instance = new WebAssembly.Instance(compiled, { env: { memory: wasmMemory } });
    const exports = instance.exports as unknown as Exports;
    const before = pages <= PAGES_FILLED_MAX ? view.slice() : undefined;
    const call = () => exports[CALLED]!(...arguments_);
    const result = runInNewContext("call()", { call }, { timeout: TIME_MAX_MS }) as number | bigint;
    const after = module.globals.map(({ type }, at) =>
      BigInt.asUintN(bitsOf(type), BigInt(exports[globalName(at)]!.value)),
    );
    const results = type.results.map((one) => BigInt.asUintN(bitsOf(one), BigInt(result!)));
    return { kind: "returned", results, globals: after, before, memory: view };
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof WebAssembly.RuntimeError) return { kind: "trapped", reason: message };
    if ((error as NodeJS.ErrnoException).code === TIMEOUT) return { kind: "endless" };
    return { kind: "impossible", reason: message };
  }
}

function memoryWith(pages: number, contents: ArrayValue): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: pages });
  const view = new Uint8Array(memory.buffer);
  const { elsewhere, elements } = contents.contents();
  if (elsewhere !== 0n) view.fill(Number(elsewhere));
  for (const [address, byte] of elements)
    if (address < BigInt(pages * PAGE_BYTES)) view[Number(address)] = Number(byte);
  return memory;
}

function differenceOf(expected: Expected, start: Assignment, seen: Seen): string | undefined {
  const [traps] = evaluateAll([expected.traps], start);
  if (seen.kind === "trapped")
    return traps === 1n ? undefined : `traps (${seen.reason}) where it must not`;
  if (seen.kind === "endless") return "does not end";
  if (seen.kind === "impossible") return undefined;
  if (traps === 1n) return "does not trap where it must";
  return wrongValue(expected, start, seen) ?? wrongByte(expected, start, seen);
}

type Returned = Extract<Seen, { kind: "returned" }>;

function wrongValue(expected: Expected, start: Assignment, seen: Returned): string | undefined {
  const results = evaluateAll(expected.results, start);
  const wrong = results.findIndex((right, at) => right !== seen.results[at]);
  if (wrong >= 0) return `returns ${seen.results[wrong]} instead of ${results[wrong]}`;
  for (const [at, global] of expected.globals.entries()) {
    if (global === undefined) continue;
    const [right] = evaluateAll([global], start);
    if (right !== seen.globals[at])
      return `leaves ${GLOBAL_NAMES[at] ?? globalName(at)} ${seen.globals[at]} instead of ${right}`;
  }
  return undefined;
}

/** Looks at bytes that changed; more of them than this say nothing new. */
const BYTES_MAX = 64;

function wrongByte(expected: Expected, start: Assignment, seen: Returned): string | undefined {
  const { before, memory } = seen;
  const watched = evaluateAll(expected.watched, start).map(Number);
  const changed = before === undefined ? [] : changedBytes(before, memory);
  for (const at of [...watched, ...changed].filter((at) => at < memory.length)) {
    const address = constant(32, at);
    const isOpen = expected.isOpen?.(address) ?? FALSE;
    const [right, open] = evaluateAll([expected.byteAt(address), isOpen], start);
    if (open !== 1n && right !== BigInt(memory[at]!))
      return `leaves ${memory[at]} instead of ${right} at ${at}`;
  }
  return undefined;
}

function changedBytes(before: Uint8Array, after: Uint8Array): number[] {
  const changed: number[] = [];
  if (Buffer.compare(before, after) === 0) return changed;
  for (let at = 0; at < after.length && changed.length < BYTES_MAX; at++)
    if (before[at] !== after[at]) changed.push(at);
  return changed;
}
