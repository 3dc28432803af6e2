/**
 * Modules that run on numbers: what they own between calls, and calls. Terms live only during a
 * call, so that a process may run any number of programs.
 */
import { bigintOf, constant, mark, release, type Term } from "@ashlar/logic";
import type { TrapReason } from "../machine.js";
import { type GlobalType, widthOf } from "../types.js";
import type { ByteMemory } from "./byte-memory.js";
import { explore, type Place, type RunOptions } from "./run.js";
import type { Callable, World } from "./world.js";

export interface GlobalCell extends GlobalType {
  /** Unsigned; undefined for types that are not executed. */
  value: bigint | undefined;
}

/** Everything that instances share by address. */
export class Store {
  readonly globals: GlobalCell[] = [];
  readonly memories: ByteMemory[] = [];
  readonly segments: Uint8Array[] = [];
}

/** How a call ended. */
export type Invocation =
  /** Results are unsigned; undefined for types that are not executed. */
  | { kind: "returned"; results: (bigint | undefined)[] }
  | ({ kind: "trapped"; reason: TrapReason } & Place)
  | ({ kind: "unfinished"; reason: string } & Place);

function worldOf({ globals, memories, segments }: Store): World {
  const term = ({ type, value }: GlobalCell) =>
    value === undefined ? undefined : constant(widthOf(type)!, value);
  return { globals: globals.map(term), memories, segments };
}

/** What a run without variables left behind, as numbers. */
function takeBack(store: Store, world: World): void {
  world.globals.forEach((value, at) => {
    store.globals[at]!.value = value === undefined ? undefined : bigintOf(value);
  });
}

/** Calls a function with numbers, taken modulo 2^32 or 2^64 by their types. */
export function invoke(
  store: Store,
  callable: Callable,
  parameters: readonly bigint[],
  options: RunOptions = {},
): Invocation {
  const { parameters: types, results } = callable.type;
  if (parameters.length !== types.length)
    throw new TypeError(`${callable.name} takes ${types.length} values, not ${parameters.length}`);
  if (types.some((type) => widthOf(type) === undefined))
    return { kind: "unfinished", reason: "a parameter is not an integer", ...start(callable) };
  const before = mark();
  try {
    const world = worldOf(store);
    const terms = types.map((type, at) => constant(widthOf(type)!, parameters[at]!));
    const run = explore(callable, terms, world, { ...options, since: before });
    takeBack(store, world);
    if (run.kind === "unfinished") return run;
    const [trap] = run.traps;
    if (trap !== undefined)
      return { kind: "trapped", reason: trap.reason, name: trap.name, offset: trap.offset };
    return { kind: "returned", results: run.returned!.results.map(valueAs(results)) };
  } finally {
    release(before);
  }
}

const valueAs = (types: Callable["type"]["results"]) => (value: Term, at: number) =>
  widthOf(types[at]!) === undefined ? undefined : bigintOf(value);

function start({ name, code }: Callable): Place {
  return { name, offset: code?.offsets[0] ?? 0 };
}
