/**
 * Decoding and validation of a function's body in one pass, without recursion
 * (WebAssembly 2.0, sections 3.3, 5.4 and the appendix's algorithm).
 */
import { type Code, CodeBuilder, type LocalRun } from "../code.js";
import { PREFIX, prefixed } from "../rows/row.js";
import { proposalOf, ROWS, rowNumber } from "../rows/table.js";
import type { FunctionType, ValueType } from "../types.js";
import { openFunction } from "./blocks.js";
import type { Cursor } from "./bytes.js";
import type { Context } from "./context.js";
import { malformed, refused } from "./fault.js";
import { readImmediates } from "./immediates.js";
import { within } from "./limits.js";
import { Operands } from "./operands.js";
import { RULES } from "./rules.js";
import { readValueType } from "./type-section.js";

/** A body under validation. */
export interface Body {
  readonly context: Context;
  readonly cursor: Cursor;
  readonly type: FunctionType;
  readonly operands: Operands;
  readonly code: CodeBuilder;
  localType(index: number): ValueType;
  /** How many loops are open. */
  loops: number;
}

export function readBody(context: Context, cursor: Cursor, type: FunctionType): Code {
  const locals = readLocals(cursor, type.parameters.length);
  const localType = localTypes(type, locals);
  const operands = new Operands();
  const code = new CodeBuilder();
  const body: Body = { context, cursor, type, operands, code, localType, loops: 0 };
  openFunction(body);
  while (operands.depth > 0) readInstruction(body);
  if (cursor.left > 0) malformed(cursor.at, "junk behind a function's end");
  return code.finish(locals);
}

function readLocals(cursor: Cursor, parameters: number): LocalRun[] {
  const start = cursor.at;
  let total = parameters;
  const runs = Array.from({ length: cursor.count() }, () => {
    const offset = cursor.at;
    const count = cursor.unsigned();
    total += count;
    if (total >= 2 ** 32) malformed(offset, "too many locals");
    return { count, type: readValueType(cursor) };
  });
  within("locals", total, start);
  return runs;
}

/** The type of a local by its index, from the runs: they may stand for far more locals. */
function localTypes({ parameters }: FunctionType, runs: readonly LocalRun[]) {
  let total = parameters.length;
  const ends = runs.map((run) => {
    total += run.count;
    return total;
  });
  return (index: number): ValueType => {
    if (index < parameters.length) return parameters[index]!;
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (index < ends[middle]!) high = middle;
      else low = middle + 1;
    }
    return runs[low]?.type as ValueType;
  };
}

function readInstruction(body: Body): void {
  const { cursor, operands, context } = body;
  const offset = cursor.at;
  const number = readOpcode(cursor, offset);
  const row = ROWS[number]!;
  operands.offset = offset;
  operands.instruction = row.name;
  if (row.isRefused && context.refusal === "at once") refused(offset, "not covered", row.name);
  const rule = RULES[row.opcode];
  if (rule === undefined) applyRow(body, number, offset);
  else rule(body, number, offset);
}

function readOpcode(cursor: Cursor, offset: number): number {
  const byte = cursor.byte();
  const behind = byte === PREFIX ? cursor.unsigned() : undefined;
  const number = rowNumber(behind === undefined ? byte : prefixed(behind));
  if (number !== undefined) return number;
  const opcode = `0x${byte.toString(16)}${behind === undefined ? "" : ` ${behind}`}`;
  const proposal = proposalOf(byte);
  if (proposal !== undefined) refused(offset, `opcode ${opcode}: ${proposal} are not covered`);
  return malformed(offset, `illegal opcode ${opcode}`);
}

/** An instruction that the table of rows says all about. */
function applyRow(body: Body, number: number, offset: number): void {
  const row = ROWS[number]!;
  const { signature, name } = row;
  if (signature === undefined) throw new Error(`${name} has neither signature nor rule`);
  const [first, second] = readImmediates(body, row);
  body.operands.takeAll(signature.takes);
  body.operands.pushAll(signature.gives);
  body.code.emit(number, offset, first, second);
}
