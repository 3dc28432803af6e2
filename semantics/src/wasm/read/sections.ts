/** Decoding of sections (WebAssembly 2.0, section 5.5); each checks what it alone can know. */
import type { ElementSegment, ExternalKind } from "../module.js";
import { showType, ValueType } from "../types.js";
import { readBody } from "./body.js";
import type { Cursor } from "./bytes.js";
import { readConstant } from "./constant.js";
import { type Context, entryAt } from "./context.js";
import { invalid, malformed, refused } from "./fault.js";
import { type LIMITS, within } from "./limits.js";
import {
  readFunctionType,
  readGlobalType,
  readMemoryType,
  readReferenceType,
  readTableType,
} from "./type-section.js";

export type SectionReader = (context: Context, cursor: Cursor, bodies: number[]) => void;

const TAG_KIND = 4;

function counted(cursor: Cursor, limit: keyof typeof LIMITS): number {
  const offset = cursor.at;
  return within(limit, cursor.count(), offset);
}

function readName(cursor: Cursor): string {
  const offset = cursor.at;
  const name = cursor.name();
  within("bytes of a name", name.length, offset);
  return name;
}

const types: SectionReader = (context, cursor) => {
  const count = counted(cursor, "types");
  for (let left = count; left > 0; left--) context.types.push(readFunctionType(cursor));
};

const imports: SectionReader = (context, cursor) => {
  const count = counted(cursor, "imports");
  for (let left = count; left > 0; left--) readImport(context, cursor);
};

function readImport(context: Context, cursor: Cursor): void {
  const name = { module: readName(cursor), name: readName(cursor) };
  const offset = cursor.at;
  switch (cursor.byte()) {
    case 0:
      context.functions.push({ type: entryAt(context, "types", cursor).entry, import: name });
      break;
    case 1:
      context.tables.push({ ...readTableType(cursor), import: name });
      break;
    case 2:
      addMemory(context, cursor, name);
      break;
    case 3:
      context.globals.push({ ...readGlobalType(cursor), import: name });
      break;
    case TAG_KIND:
      refused(offset, "exceptions are not covered", "tag");
      break;
    default:
      malformed(offset, "malformed import kind");
  }
}

function addMemory(context: Context, cursor: Cursor, name?: { module: string; name: string }) {
  const offset = cursor.at;
  const limits = readMemoryType(cursor);
  context.memories.push(name === undefined ? { limits } : { limits, import: name });
  if (context.memories.length > 1) invalid(offset, "multiple memories");
}

/** Declares functions; their bodies are in the code section. `bodies` collects their indices. */
const functions: SectionReader = (context, cursor, bodies) => {
  const count = counted(cursor, "functions");
  for (let left = count; left > 0; left--) {
    const { entry: type } = entryAt(context, "types", cursor);
    bodies.push(context.functions.push({ type }) - 1);
  }
};

const tables: SectionReader = (context, cursor) => {
  const count = counted(cursor, "tables");
  for (let left = count; left > 0; left--) {
    if (cursor.peek() === 0x40) refused(cursor.at, "tables with initial values are not covered");
    context.tables.push(readTableType(cursor));
  }
};

const memories: SectionReader = (context, cursor) => {
  for (let left = cursor.count(); left > 0; left--) addMemory(context, cursor);
};

const globals: SectionReader = (context, cursor) => {
  const count = counted(cursor, "globals");
  for (let left = count; left > 0; left--) {
    const type = readGlobalType(cursor);
    context.globals.push({ ...type, initial: readConstant(context, cursor, type.type) });
  }
};

const EXPORT_KINDS = [
  ["function", "functions"],
  ["table", "tables"],
  ["memory", "memories"],
  ["global", "globals"],
] as const satisfies readonly (readonly [ExternalKind, string])[];

const exports: SectionReader = (context, cursor) => {
  const count = counted(cursor, "exports");
  const names = new Set<string>();
  for (let left = count; left > 0; left--) {
    const start = cursor.at;
    const name = readName(cursor);
    const offset = cursor.at;
    const byte = cursor.byte();
    const [kind, space] =
      EXPORT_KINDS[byte] ??
      (byte === TAG_KIND
        ? refused(offset, "exceptions are not covered", "tag")
        : malformed(offset, "malformed export kind"));
    const { index } = entryAt(context, space, cursor);
    if (names.size === names.add(name).size) invalid(start, `duplicate export name ${name}`);
    if (kind === "function") context.declared.add(index);
    context.exports.push({ name, kind, index });
  }
};

const start: SectionReader = (context, cursor) => {
  const offset = cursor.at;
  const { index, entry } = entryAt(context, "functions", cursor);
  if (entry.type.parameters.length + entry.type.results.length > 0)
    invalid(offset, "start function must take and give nothing");
  context.start = index;
};

const elements: SectionReader = (context, cursor) => {
  const count = counted(cursor, "elements");
  for (let left = count; left > 0; left--) context.elements.push(readElement(context, cursor));
};

/** The eight forms of an element segment: bit 0 passive or declarative, 1 explicit, 2 expressions. */
function readElement(context: Context, cursor: Cursor): ElementSegment {
  const offset = cursor.at;
  const flags = cursor.unsigned();
  if (flags > 7) malformed(offset, "malformed elements segment kind");
  const [isNotActive, isExplicit, hasExpressions] = [flags & 1, flags & 2, flags & 4];
  const mode = isNotActive === 0 ? "active" : isExplicit === 0 ? "passive" : "declarative";
  let tableType: ValueType | undefined;
  if (mode === "active") tableType = readElementTable(context, cursor, isExplicit !== 0);
  const type = readElementType(cursor, isExplicit + isNotActive === 0, hasExpressions !== 0);
  if (tableType !== undefined && tableType !== type)
    invalid(offset, `type mismatch: a segment of ${showType(type)}`);
  const count = within("elements of a table", cursor.count(), cursor.at);
  for (let left = count; left > 0; left--) {
    if (hasExpressions !== 0) readConstant(context, cursor, type);
    else context.declared.add(entryAt(context, "functions", cursor).index);
  }
  if (context.refusal === "at once" && mode === "active")
    refused(offset, "tables are not covered", "element segment");
  return { type, offset, mode };
}

function readElementTable(context: Context, cursor: Cursor, isExplicit: boolean): ValueType {
  const offset = cursor.at;
  const table = isExplicit ? entryAt(context, "tables", cursor).entry : context.tables[0];
  if (table === undefined) invalid(offset, "unknown table 0");
  readConstant(context, cursor, ValueType.I32);
  return table.element;
}

function readElementType(cursor: Cursor, isImplied: boolean, hasExpressions: boolean): ValueType {
  if (isImplied) return ValueType.FuncRef;
  if (hasExpressions) return readReferenceType(cursor);
  const offset = cursor.at;
  if (cursor.byte() !== 0) malformed(offset, "malformed element kind");
  return ValueType.FuncRef;
}

const dataCount: SectionReader = (context, cursor) => {
  const offset = cursor.at;
  context.dataCount = within("data segments", cursor.unsigned(), offset);
};

const code: SectionReader = (context, cursor, bodies) => {
  const offset = cursor.at;
  const count = cursor.count();
  if (count !== bodies.length)
    malformed(offset, "function and code section have inconsistent lengths");
  for (const index of bodies.splice(0)) {
    const size = within("bytes of a function", cursor.unsigned(), cursor.at);
    const entry = context.functions[index]!;
    entry.code = readBody(context, cursor.part(size), entry.type);
  }
};

const data: SectionReader = (context, cursor) => {
  const offset = cursor.at;
  const count = counted(cursor, "data segments");
  if (context.dataCount !== undefined && context.dataCount !== count)
    malformed(offset, "data count and data section have inconsistent lengths");
  for (let left = count; left > 0; left--) {
    const at = cursor.at;
    const flags = cursor.unsigned();
    if (flags > 2) malformed(at, "malformed data segment kind");
    if (flags === 2 && cursor.unsigned() !== 0) invalid(at, "unknown memory");
    if (flags !== 1 && context.memories.length === 0) invalid(at, "unknown memory 0");
    const to = flags === 1 ? undefined : readConstant(context, cursor, ValueType.I32);
    context.data.push({ bytes: cursor.take(cursor.unsigned()), to });
  }
};

/** The sections in the order in which they stand, each at most once: its number and its reader. */
export const SECTIONS: readonly (readonly [id: number, name: string, read: SectionReader])[] = [
  [1, "type", types],
  [2, "import", imports],
  [3, "function", functions],
  [4, "table", tables],
  [5, "memory", memories],
  [6, "global", globals],
  [7, "export", exports],
  [8, "start", start],
  [9, "element", elements],
  [12, "data count", dataCount],
  [10, "code", code],
  [11, "data", data],
];
