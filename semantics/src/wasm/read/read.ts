/**
 * Reading a module: decoding and full validation (WebAssembly 2.0, sections 3.4 and 5.5.16).
 *
 * The bytes may come from an enemy. Whatever they are, the answer is a module or a fault with its
 * byte: nothing recurses, and nothing is reserved by a number in the file before the bytes behind
 * that number have been seen.
 */
import type { Module } from "../module.js";
import { Cursor } from "./bytes.js";
import type { Context, Refusal } from "./context.js";
import { ModuleFault, malformed, refused } from "./fault.js";
import { SECTIONS } from "./sections.js";

export type Reading = { kind: "module"; module: Module } | { kind: "fault"; fault: ModuleFault };

export interface ReadingOptions {
  /**
   * Whether a module with floats or tables is refused as a whole (the default), or a run that
   * comes to such an instruction. Either way it is validated in full.
   */
  refusal?: Refusal;
}

const MAGIC = [0x00, 0x61, 0x73, 0x6d];
const VERSION = [0x01, 0x00, 0x00, 0x00];
const CUSTOM_SECTION = 0;
const TAG_SECTION = 13;

export function readModule(
  bytes: Uint8Array,
  { refusal = "at once" }: ReadingOptions = {},
): Reading {
  try {
    return { kind: "module", module: readWhole(bytes, refusal) };
  } catch (error) {
    if (error instanceof ModuleFault) return { kind: "fault", fault: error };
    throw error;
  }
}

function emptyContext(refusal: Refusal): Context {
  return {
    types: [],
    functions: [],
    tables: [],
    memories: [],
    globals: [],
    exports: [],
    start: undefined,
    elements: [],
    data: [],
    refusal,
    declared: new Set(),
    dataCount: undefined,
  };
}

function readWhole(bytes: Uint8Array, refusal: Refusal): Module {
  const cursor = new Cursor(bytes);
  expect(cursor, MAGIC, "magic header not detected");
  expect(cursor, VERSION, "unknown binary version");
  const context = emptyContext(refusal);
  const bodies: number[] = [];
  let done = 0;
  while (cursor.left > 0) done = readSection(context, cursor, bodies, done);
  if (bodies.length > 0)
    malformed(cursor.at, "function and code section have inconsistent lengths");
  if (context.data.length !== (context.dataCount ?? context.data.length))
    malformed(cursor.at, "data count and data section have inconsistent lengths");
  const { refusal: _refusal, declared: _declared, dataCount: _dataCount, ...module } = context;
  return module;
}

function expect(cursor: Cursor, bytes: readonly number[], reason: string): void {
  const start = cursor.at;
  for (const byte of bytes) {
    if (cursor.left === 0) malformed(cursor.at, "unexpected end");
    if (cursor.byte() !== byte) malformed(start, reason);
  }
}

/** Reads one section; `done` sections of the standard's order are behind it, and it says how many
 * are behind the next one. */
function readSection(context: Context, cursor: Cursor, bodies: number[], done: number): number {
  const offset = cursor.at;
  const id = cursor.byte();
  const section = cursor.part(cursor.unsigned());
  if (id === CUSTOM_SECTION) {
    section.name();
    return done;
  }
  if (id === TAG_SECTION) refused(offset, "exceptions are not covered", "tag section");
  const place = SECTIONS.findIndex(([known]) => known === id);
  if (place < 0) malformed(offset, `malformed section id ${id}`);
  const [, name, read] = SECTIONS[place]!;
  if (place < done) malformed(offset, `unexpected content after last section: ${name} section`);
  read(context, section, bodies);
  if (section.left > 0) malformed(section.at, `section size mismatch: junk in the ${name} section`);
  return place + 1;
}
