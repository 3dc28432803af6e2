/** A function of a module, run on a state. */
import {
  type Imports,
  instantiate,
  invoke,
  type Module,
  PAGE_BYTES,
  Store,
} from "@ashlar/semantics";
import type { State } from "./state.js";

export interface Left {
  readonly result: bigint | undefined;
  readonly globals: readonly (bigint | undefined)[];
  readonly memory: Uint8Array;
}

/** After so many instructions nothing is said. */
const STEPS_MAX = 100_000;

/** What it leaves; undefined where it traps, has no end that is near, or calls what is imported. */
export function runWasm(module: Module, index: number, state: State): Left | undefined {
  const store = new Store();
  const memories = module.memories.map(({ limits }) => ({ limits }));
  const made = instantiate(store, { ...module, data: [], memories }, unanswered(module));
  if (made.kind !== "instance") return undefined;
  const { view } = made.instance;
  const memory = store.memories[0];
  if (memory !== undefined) {
    memory.size_pages = state.memory.length / PAGE_BYTES;
    state.memory.forEach((byte, at) => {
      if (byte !== 0) memory.setByte(at, byte);
    });
  }
  state.globals.forEach((value, at) => {
    if (value !== undefined) store.globals[view.globals[at]!]!.value = value;
  });
  const ran = invoke(store, view.functions[index]!, state.parameters, { stepsMax: STEPS_MAX });
  if (ran.kind !== "returned") return undefined;
  const bytes = new Uint8Array(state.memory.length);
  for (let page = 0; page * PAGE_BYTES < bytes.length; page++)
    bytes.set(memory!.page(page), page * PAGE_BYTES);
  return {
    result: ran.results[0],
    globals: state.globals.map((value, at) =>
      value === undefined ? undefined : store.globals[view.globals[at]!]!.value,
    ),
    memory: bytes,
  };
}

/** Functions that are imported, of which nothing is known: a run that calls one is given up. */
const unanswered =
  ({ functions }: Module): Imports =>
  (name) => {
    const found = functions.find(({ import: imported }) => imported === name);
    if (found === undefined) return undefined;
    const callable = { type: found.type, name: name.name, code: undefined, view: undefined };
    return { kind: "function", callable };
  };
