/**
 * A run on variables, evaluated at numbers, against V8 on these numbers: exactly one of the
 * conditions holds, and what it says happens.
 */
import assert from "node:assert/strict";
import {
  type ArrayValue,
  bitVector,
  evaluateAll,
  type Term,
  type Value,
  variable,
} from "@ashlar/logic";
import type { Random } from "@ashlar/rapilog/random";
import type { Exploration } from "../run/run.js";
import { TermMemory } from "../run/term-memory.js";
import type { World } from "../run/world.js";
import { PAGE_BYTES, type ValueType, widthOf } from "../types.js";
import { anyValue } from "./edges.js";

export type Explored = Extract<Exploration, { kind: "explored" }>;

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

/** What happens at certain numbers, in the words of `compare.ts`. */
export interface Happening {
  outcome: string;
  globals: bigint[];
  memory: Uint8Array;
}

/** What a run on variables says for these values; undefined where it has left that out. */
export function at(explored: Explored, values: ReadonlyMap<Term, Value>): Happening | undefined {
  const { returned, traps, leftOut } = explored;
  const returns = returned === undefined ? [] : [returned];
  const [returning, trapping, leaving] = [returns, traps, leftOut].map((endings) =>
    evaluateAll(
      endings.map(({ condition }) => condition),
      values,
    ),
  ) as [Value[], Value[], Value[]];
  const holding = [...returning, ...trapping, ...leaving].filter((holds) => holds === 1n);
  assert.equal(holding.length, 1, "not exactly one ending");
  const trap = traps[trapping.indexOf(1n)];
  if (trap !== undefined) return { outcome: trap.reason, ...worldAt(trap.world, values) };
  if (returning[0] !== 1n || returned === undefined) return undefined;
  const results = evaluateAll(returned.results, values);
  return { outcome: `returned ${results.join(" ")}`, ...worldAt(returned.world, values) };
}

function worldAt({ globals, memories }: World, values: ReadonlyMap<Term, Value>) {
  const memory = memories[0];
  assert.ok(memory instanceof TermMemory);
  const terms = globals.filter((value) => value !== undefined);
  const [array, pages, ...numbers] = evaluateAll([memory.array, memory.pages, ...terms], values);
  const bytes = new Uint8Array(Number(pages) * PAGE_BYTES);
  const { elsewhere, elements } = (array as ArrayValue).contents();
  bytes.fill(Number(elsewhere));
  for (const [address, byte] of elements) bytes[Number(address)] = Number(byte);
  return { globals: numbers as bigint[], memory: bytes };
}
