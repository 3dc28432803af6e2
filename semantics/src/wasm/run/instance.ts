/** Instantiation and linking (WebAssembly 2.0, section 4.5.4). */
import type { TrapReason } from "../machine.js";
import type { ExportEntry, ImportName, Initial, Module } from "../module.js";
import { type GlobalType, type Limits, showFunctionType, type TableType } from "../types.js";
import { ByteMemory } from "./byte-memory.js";
import type { Place, RunOptions } from "./run.js";
import { invoke, type Store } from "./store.js";
import { type Callable, DROPPED, type View } from "./world.js";

/** What a module can import and export. */
export type External =
  | { kind: "function"; callable: Callable }
  | { kind: "global"; address: number }
  | { kind: "memory"; address: number }
  | { kind: "table"; type: TableType };

export interface Instance {
  view: View;
  exports: Map<string, External>;
}

export type Imports = (name: ImportName) => External | undefined;

export type Instantiation =
  | { kind: "instance"; instance: Instance }
  | { kind: "unlinkable"; reason: string }
  | ({ kind: "trapped"; reason: TrapReason } & Place)
  | ({ kind: "unfinished"; reason: string } & Place);

class Unlinkable extends Error {}

interface Spaces {
  functions: Callable[];
  globals: number[];
  memories: number[];
  segments: number[];
  tables: TableType[];
}

/** Makes an instance in a store: links, copies data segments, runs the start function. */
export function instantiate(
  store: Store,
  module: Module,
  imports: Imports = () => undefined,
  options: RunOptions = {},
): Instantiation {
  try {
    return begin(store, module, link(store, module, imports), options);
  } catch (error) {
    if (error instanceof Unlinkable) return { kind: "unlinkable", reason: error.message };
    throw error;
  }
}

function link(store: Store, module: Module, imports: Imports): Spaces {
  const view: Spaces = { functions: [], globals: [], memories: [], segments: [], tables: [] };
  module.functions.forEach(({ type, import: name, code }, index) => {
    if (name === undefined)
      view.functions.push({ type, code, view, name: functionName(module, index) });
    else view.functions.push(importedFunction(imports, name, type));
  });
  for (const { import: name, ...table } of module.tables)
    view.tables.push(name === undefined ? table : importedTable(imports, name, table));
  for (const { import: name, limits } of module.memories)
    view.memories.push(
      name === undefined ? newMemory(store, limits) : importedMemory(store, imports, name, limits),
    );
  for (const { import: name, initial, ...type } of module.globals)
    view.globals.push(
      name === undefined
        ? store.globals.push({ ...type, value: evaluate(store, view, initial!) }) - 1
        : importedGlobal(store, imports, name, type),
    );
  for (const { bytes } of module.data) view.segments.push(store.segments.push(bytes) - 1);
  return view;
}

/** A function by its export, or by its index. */
export function functionName({ exports }: Module, index: number): string {
  const entry = exports.find(
    ({ kind, index: exported }) => kind === "function" && exported === index,
  );
  return entry?.name ?? `function ${index}`;
}

function find(imports: Imports, name: ImportName): External {
  const external = imports(name);
  if (external === undefined) throw new Unlinkable(`unknown import ${show(name)}`);
  return external;
}

const show = ({ module, name }: ImportName) => `${module}.${name}`;

function incompatible(name: ImportName): never {
  throw new Unlinkable(`incompatible import type for ${show(name)}`);
}

function importedFunction(imports: Imports, name: ImportName, type: Callable["type"]): Callable {
  const external = find(imports, name);
  if (external.kind !== "function") return incompatible(name);
  const { callable } = external;
  return showFunctionType(callable.type) === showFunctionType(type) ? callable : incompatible(name);
}

/** Whether a size and its maximum fit what an import declares (section 3.4.9). */
function fits(size: number, maximum: number | undefined, declared: Limits): boolean {
  if (size < declared.minimum) return false;
  return declared.maximum === undefined || (maximum !== undefined && maximum <= declared.maximum);
}

function importedTable(imports: Imports, name: ImportName, declared: TableType): TableType {
  const external = find(imports, name);
  if (external.kind !== "table" || external.type.element !== declared.element)
    return incompatible(name);
  const { minimum, maximum } = external.type.limits;
  return fits(minimum, maximum, declared.limits) ? external.type : incompatible(name);
}

function newMemory(store: Store, { minimum, maximum }: Limits): number {
  return store.memories.push(new ByteMemory(minimum, maximum)) - 1;
}

function importedMemory(store: Store, imports: Imports, name: ImportName, limits: Limits): number {
  const external = find(imports, name);
  if (external.kind !== "memory") return incompatible(name);
  const { size_pages, declaredMaximum_pages } = store.memories[external.address]!;
  return fits(size_pages, declaredMaximum_pages, limits) ? external.address : incompatible(name);
}

function importedGlobal(store: Store, imports: Imports, name: ImportName, type: GlobalType) {
  const external = find(imports, name);
  if (external.kind !== "global") return incompatible(name);
  const cell = store.globals[external.address]!;
  const isSame = cell.type === type.type && cell.mutable === type.mutable;
  return isSame ? external.address : incompatible(name);
}

function evaluate(store: Store, { globals }: View, initial: Initial): bigint | undefined {
  switch (initial.kind) {
    case "i32":
      return BigInt.asUintN(32, BigInt(initial.value));
    case "i64":
      return BigInt.asUintN(64, initial.value);
    case "global":
      return store.globals[globals[initial.index]!]!.value;
    case "refused":
      return undefined;
  }
}

function begin(store: Store, module: Module, view: Spaces, options: RunOptions): Instantiation {
  for (const [index, { bytes, to }] of module.data.entries()) {
    if (to === undefined) continue;
    const memory = store.memories[view.memories[0]!]!;
    const start = Number(evaluate(store, view, to));
    if (start + bytes.length > memory.size_bytes)
      return {
        kind: "trapped",
        reason: "out of bounds memory access",
        name: `data ${index}`,
        offset: 0,
      };
    bytes.forEach((byte, at) => {
      memory.setByte(start + at, byte);
    });
    store.segments[view.segments[index]!] = DROPPED;
  }
  if (module.start !== undefined) {
    const run = invoke(store, view.functions[module.start]!, [], options);
    if (run.kind !== "returned") return run;
  }
  const exports = new Map(module.exports.map((entry) => [entry.name, external(view, entry)]));
  return { kind: "instance", instance: { view, exports } };
}

function external(view: Spaces, { kind, index }: ExportEntry): External {
  switch (kind) {
    case "function":
      return { kind, callable: view.functions[index]! };
    case "global":
      return { kind, address: view.globals[index]! };
    case "memory":
      return { kind, address: view.memories[index]! };
    case "table":
      return { kind, type: view.tables[index]! };
  }
}
