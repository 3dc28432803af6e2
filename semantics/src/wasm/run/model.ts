/**
 * A module for runs on variables: its functions, and a world to start from.
 *
 * What is known at the start is the caller's to say: by default the state right after
 * instantiation, before the start function; for a state in the middle of its life, a memory and
 * globals that are variables.
 */
import { constant, isLiteral, numberOf, type Term } from "@ashlar/logic";
import { giveUp } from "../../common/unfinished.js";
import type { Initial, Module } from "../module.js";
import { PAGE_BYTES, PAGES_MAX, widthOf } from "../types.js";
import { functionName } from "./instance.js";
import { TermMemory } from "./term-memory.js";
import { type Callable, DROPPED, type ForkingMemory, type View, type World } from "./world.js";

export interface ModelOptions {
  /** The memory: must be given if it is imported. Otherwise zeros with the module's data. */
  memory?: ForkingMemory;
  /** The value of a global by its index. Without, or if undefined, the value it starts with. */
  global?: (index: number) => Term | undefined;
  /** What happens instead of a function's body, by its index: for imports, and for contracts. */
  contract?: (index: number) => Callable["host"];
}

export interface Model {
  functions: readonly Callable[];
  world: World;
}

/** Makes a module ready for `explore`. Imported functions are not known: calling one gives up. */
export function modelOf(module: Module, options: ModelOptions = {}): Model {
  const functions: Callable[] = [];
  const view: View = {
    functions,
    globals: [...module.globals.keys()],
    memories: [...module.memories.keys()],
    segments: [...module.data.keys()],
  };
  module.functions.forEach(({ type, code }, index) => {
    const host = options.contract?.(index);
    const name = functionName(module, index);
    functions.push({ type, code, view, name, ...(host && { host }) });
  });
  return { functions, world: worldOf(module, options) };
}

function worldOf(module: Module, { memory, global }: ModelOptions): World {
  const globals: (Term | undefined)[] = [];
  for (const [index, { initial, type }] of module.globals.entries())
    globals.push(global?.(index) ?? startOf(initial, globals, widthOf(type)));
  return {
    globals,
    memories: module.memories.map(({ limits, import: imported }) => {
      if (memory === undefined && imported !== undefined)
        throw new TypeError("what an imported memory holds is not the module's to say: give it");
      const { minimum, maximum } = limits;
      return memory ?? withData(module, TermMemory.zero(minimum, maximum ?? PAGES_MAX), globals);
    }),
    segments: module.data.map(({ bytes, to }) => (to === undefined ? bytes : DROPPED)),
  };
}

/** Undefined for imports and for types that are not executed: a run that needs it gives up. */
function startOf(
  initial: Initial | undefined,
  globals: readonly (Term | undefined)[],
  width: 32 | 64 | undefined,
): Term | undefined {
  if (initial === undefined || initial.kind === "refused" || width === undefined) return undefined;
  return initial.kind === "global" ? globals[initial.index] : constant(width, initial.value);
}

function withData(
  module: Module,
  memory: TermMemory,
  globals: readonly (Term | undefined)[],
): TermMemory {
  for (const { bytes, to } of module.data) {
    if (to === undefined) continue;
    const start = startOf(to, globals, 32);
    if (start === undefined || !isLiteral(start)) return giveUp("where data goes is not known");
    const first = numberOf(start);
    if (first + bytes.length > numberOf(memory.pages) * PAGE_BYTES)
      return giveUp("the module's data is beyond its memory: it is never instantiated");
    bytes.forEach((byte, at) => {
      memory.store(constant(32, first + at), constant(8, byte));
    });
  }
  return memory;
}
