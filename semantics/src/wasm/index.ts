/** WebAssembly: reading modules and running them, on numbers and on symbols. */

export type { Join } from "../common/path.js";
export { contentOf, functionsFrom } from "./content.js";
export { type Disassembled, disassemble } from "./disassemble.js";
export type { TrapReason } from "./machine.js";
export type { Module } from "./module.js";
export { type FaultKind, ModuleFault } from "./read/fault.js";
export { type Reading, type ReadingOptions, readModule } from "./read/read.js";
export { ROWS } from "./rows/table.js";
export { ByteMemory } from "./run/byte-memory.js";
export {
  type External,
  type Imports,
  type Instance,
  type Instantiation,
  instantiate,
} from "./run/instance.js";
export { type Loop, type LoopState, localTypes, loopsOf, type Reached } from "./run/loops.js";
export { type Model, type ModelOptions, modelOf } from "./run/model.js";
export {
  type Exploration,
  type Explored,
  explore,
  exploreFrom,
  type LeftOut,
  type Obligation,
  type Place,
  type Returned,
  type RunOptions,
  type Trapped,
} from "./run/run.js";
export { type Invocation, invoke, Store } from "./run/store.js";
export { TermMemory } from "./run/term-memory.js";
export type { Callable, ForkingMemory, HostCall, View, World } from "./run/world.js";
export { PAGE_BYTES, ValueType, widthOf } from "./types.js";
