/**
 * What of a module a function depends on: its own instructions, those of all functions that a call of
 * it may come to, and all that is no instruction. Where in the file something is does not count; so
 * what is the same in two modules means the same in both.
 */
import type { Code } from "./code.js";
import type { Module } from "./module.js";
import { ROWS } from "./rows/table.js";

/** It as text, for comparing. */
export function contentOf(module: Module, index: number): string {
  const { functions, ...rest } = module;
  const reached = new Set(functionsFrom(module, index));
  const entries = functions.map(({ code, ...entry }, at) =>
    code !== undefined && reached.has(at) ? { ...entry, code: withoutOffsets(code) } : entry,
  );
  return JSON.stringify([index, rest, entries], plain);
}

/** The numbers of all functions that may run in a call of one. */
export function functionsFrom({ functions }: Module, index: number): number[] {
  const found = new Set([index]);
  for (const one of found) {
    const { code } = functions[one]!;
    if (code === undefined) continue;
    const callees = calleesIn(code) ?? functions.keys();
    for (const callee of callees) found.add(callee);
  }
  return [...found].sort((one, other) => one - other);
}

/** Undefined: it may be any. */
function calleesIn({ rows, first }: Code): number[] | undefined {
  const names = Array.from(rows, (row) => ROWS[row]!.name);
  if (names.includes("call_indirect")) return undefined;
  return [...names.keys()]
    .filter((at) => ROWS[rows[at]!]!.immediates === "function")
    .map((at) => first[at]!);
}

const withoutOffsets = ({ offsets, ...code }: Code) => ({ ...code, length: offsets.length });

/** What JSON has no form for. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  return ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value;
}
