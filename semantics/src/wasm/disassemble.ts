/** Decoded code as text: one line an instruction, branches by the byte to which they lead. */
import type { Code } from "./code.js";
import type { Module } from "./module.js";
import { ROWS } from "./rows/table.js";
import { functionName } from "./run/instance.js";

export interface Disassembled {
  /** The instruction's byte in the module. */
  readonly offset: number;
  readonly text: string;
}

/** The instructions of a function of a module; none for an imported one. */
export function disassemble(module: Module, index: number): Disassembled[] {
  const { code } = module.functions[index]!;
  if (code === undefined) return [];
  return Array.from(code.offsets, (offset, at) => ({
    offset,
    text: instruction(module, code, at),
  }));
}

/** Instructions that lead to another by its number, and not by a label. */
const JUMPS = new Set(["if", "else"]);

function instruction(module: Module, code: Code, at: number): string {
  const row = ROWS[code.rows[at]!]!;
  const [first, second] = [code.first[at]!, code.second[at]!];
  const place = (target: number) => `0x${(code.offsets[target] ?? 0).toString(16)}`;
  const label = (number: number) => place(code.labels[number]!.target);
  if (JUMPS.has(row.name)) return `${row.name} → ${place(first)}`;
  switch (row.immediates) {
    case "label":
      return `${row.name} → ${label(first)}`;
    case "labels":
      return `${row.name} → ${Array.from(code.choices[first]!, label).join(" ")}`;
    case "function":
      return `${row.name} ${functionName(module, first)}`;
    case "local":
    case "global":
    case "data":
    case "data, memory":
      return `${row.name} ${first}`;
    case "access":
      return second === 0 ? row.name : `${row.name} offset=${second}`;
    case "i32":
      return `${row.name} ${first | 0}`;
    case "i64":
      return `${row.name} 0x${BigInt.asUintN(64, code.longs[first]!).toString(16)}`;
    default:
      return row.name;
  }
}
