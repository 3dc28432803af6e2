/**
 * A run on variables, evaluated at numbers, against V8 on these numbers: exactly one of the
 * endings happens, and it is V8's, with its results, globals and memory.
 */
import assert from "node:assert/strict";
import { bitVector, constant, evaluateAll, type Term, type Value, variable } from "@ashlar/logic";
import type { Random } from "@ashlar/rapilog/random";
import type { Explored } from "../run/run.js";
import type { World } from "../run/world.js";
import { PAGE_BYTES, type ValueType, widthOf } from "../types.js";
import { callInV8, forV8 } from "./compare.js";
import { anyValue } from "./edges.js";

export type Values = ReadonlyMap<Term, Value>;

/** Variables of these types, named by a prefix, their place and their width. */
export function variables(prefix: string, types: readonly ValueType[]): Term[] {
  return types.map((type, at) => {
    const width = widthOf(type)!;
    return variable(`${prefix}${at}/${width}`, bitVector(width));
  });
}

/** Random numbers for variables of these types. */
export function anyValues(random: Random, types: readonly ValueType[]): bigint[] {
  return types.map((type) => anyValue(random, widthOf(type)!));
}

/** What happens at certain numbers. */
export interface Happening {
  /** In the words of `compare.ts`. */
  outcome: string;
  globals: bigint[];
  bytes: number;
  /** What memory holds at the addresses that were asked for. */
  memory: number[];
}

interface Ending {
  outcome: (values: Values) => string;
  condition: Term;
  world: World | undefined;
}

function endingsOf({ returned, traps, leftOut }: Explored): Ending[] {
  const endings: Ending[] = [
    ...traps.map(({ condition, world, reason }) => ({ condition, world, outcome: () => reason })),
    ...leftOut.map(({ condition }) => ({ condition, world: undefined, outcome: () => "left out" })),
  ];
  if (returned === undefined) return endings;
  const { condition, world, results } = returned;
  const outcome = (values: Values) => `returned ${evaluateAll(results, values).join(" ")}`;
  return [...endings, { condition, world, outcome }];
}

/** What a run on variables says for these values; undefined where it has left that out. */
function at(explored: Explored, values: Values, addresses: readonly number[]) {
  const endings = endingsOf(explored);
  const conditions = evaluateAll(
    endings.map(({ condition }) => condition),
    values,
  );
  const holding = endings.filter((_, index) => conditions[index] === 1n);
  assert.equal(holding.length, 1, "not exactly one ending");
  const { outcome, world } = holding[0]!;
  if (world === undefined) return undefined;
  return { outcome: outcome(values), ...worldAt(world, values, addresses) };
}

function worldAt({ globals, memories }: World, values: Values, addresses: readonly number[]) {
  const memory = memories[0]!;
  const known = globals.filter((value) => value !== undefined);
  const bytes = addresses.map((at) => memory.load(constant(32, at), 1));
  const [pages, ...rest] = evaluateAll([memory.pages, ...bytes, ...known], values);
  return {
    globals: rest.slice(bytes.length),
    bytes: Number(pages) * PAGE_BYTES,
    memory: rest.slice(0, bytes.length).map(Number),
  };
}

export type Exports = Record<string, WebAssembly.Global & ((...values: unknown[]) => unknown)>;

/** A call in V8, and how memory was before. */
export interface Call {
  exports: Exports;
  memory: WebAssembly.Memory;
  name: string;
  parameters: readonly ValueType[];
  values: readonly bigint[];
  globals: readonly ValueType[];
}

const CHANGED_MAX = 24;
const OTHERS = 8;

/** Makes the call in V8 and compares. False if the run has left this case out. */
export function compareAt(
  explored: Explored,
  values: Values,
  call: Call,
  random: Random,
  what: string,
): boolean {
  const before = new Uint8Array(call.memory.buffer.slice(0));
  const given = call.parameters.map((type, index) => forV8(type, call.values[index]!));
  const outcome = callInV8(call.exports[call.name]!, given);
  const after = new Uint8Array(call.memory.buffer);
  const changed = [...changes(before, after)];
  const others = Array.from({ length: OTHERS }, () => random.below(after.length));
  const addresses = [...changed, ...others];
  const ours = at(explored, values, addresses);
  if (ours === undefined) return false;
  const globals = call.globals.map((type, index) =>
    BigInt.asUintN(widthOf(type)!, BigInt(call.exports[`g${index}`]!.value as number)),
  );
  const memory = addresses.map((address) => after[address]!);
  const theirs: Happening = { outcome, globals, bytes: after.length, memory };
  assert.deepEqual(ours, theirs, what);
  return true;
}

function* changes(before: Uint8Array, after: Uint8Array): Generator<number> {
  let found = 0;
  for (let at = 0; at < after.length && found < CHANGED_MAX; at++)
    if ((before[at] ?? 0) !== after[at]) {
      found++;
      yield at;
    }
}

/** Sets the globals g0, g1, … of an instance in V8. */
export function setGlobals(
  exports: Exports,
  types: readonly ValueType[],
  values: readonly bigint[],
) {
  types.forEach((type, index) => {
    exports[`g${index}`]!.value = forV8(type, values[index]!);
  });
}
