/** A module as it was decoded: the index spaces of the standard (section 2.5), imports first. */
import type { Code } from "./code.js";
import type { FunctionType, GlobalType, Limits, TableType, ValueType } from "./types.js";

export interface ImportName {
  module: string;
  name: string;
}

/** The value of a constant expression: what starts a global, an offset of a segment. */
export type Initial =
  | { kind: "i32"; value: number }
  | { kind: "i64"; value: bigint }
  | { kind: "global"; index: number }
  /** Floats and references: decoded, never computed with. */
  | { kind: "refused"; instruction: string; offset: number };

export interface FunctionEntry {
  type: FunctionType;
  import?: ImportName;
  code?: Code;
}

export interface GlobalEntry extends GlobalType {
  import?: ImportName;
  initial?: Initial;
}

export interface MemoryEntry {
  limits: Limits;
  import?: ImportName;
}

export interface TableEntry extends TableType {
  import?: ImportName;
}

export type ExternalKind = "function" | "table" | "memory" | "global";

export interface ExportEntry {
  name: string;
  kind: ExternalKind;
  index: number;
}

export interface DataSegment {
  bytes: Uint8Array;
  /** Where it is copied at the start; passive segments wait for `memory.init`. */
  to: Initial | undefined;
}

/** What is known of an element segment: enough for validation. Tables are not executed. */
export interface ElementSegment {
  type: ValueType;
  offset: number;
  mode: "active" | "passive" | "declarative";
}

export interface Module {
  types: FunctionType[];
  functions: FunctionEntry[];
  tables: TableEntry[];
  memories: MemoryEntry[];
  globals: GlobalEntry[];
  exports: ExportEntry[];
  start: number | undefined;
  elements: ElementSegment[];
  data: DataSegment[];
}
