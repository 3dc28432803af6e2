/**
 * What calls can change at most. Compilers look into functions that they call, and keep what these
 * leave alone: memory and globals, which is read off the module, and registers, which is read off
 * the program.
 */
import { type Module, ROWS, riscv } from "@ashlar/semantics";
import { instructionAt } from "./instructions.js";

export interface Effects {
  readonly memory: boolean;
  /** Of the memory. */
  readonly size: boolean;
  readonly globals: ReadonlySet<number>;
}

const WRITES = /\.store|^memory\.(fill|copy|init|grow)$/;

/** For each function what it and those that it calls may change. What an import does is not known
 * where it is not harmless, but that it does not grow a memory of fixed size. */
export function effectsOf(
  module: Module,
  isFixed = false,
  isHarmless: (index: number) => boolean = () => false,
): Effects[] {
  const canGrow =
    !isFixed && module.memories.some(({ limits }) => limits.maximum !== limits.minimum);
  const mutable = [...module.globals.keys()].filter((index) => module.globals[index]!.mutable);
  const found = module.functions.map(({ code }, index) => {
    const isUnknown = code === undefined && !isHarmless(index);
    return {
      ...{ memory: isUnknown, size: canGrow && isUnknown },
      globals: new Set(isUnknown ? mutable : []),
      callees: new Set<number>(),
    };
  });
  module.functions.forEach(({ code }, index) => {
    const effects = found[index]!;
    code?.rows.forEach((row, at) => {
      const { name } = ROWS[row]!;
      if (name === "call") effects.callees.add(code.first[at]!);
      else if (name === "global.set") effects.globals.add(code.first[at]!);
      else if (name === "call_indirect" || WRITES.test(name)) effects.memory = true;
      if (name === "call_indirect") for (const global of mutable) effects.globals.add(global);
      if (name === "call_indirect" || name === "memory.grow") effects.size ||= canGrow;
    });
  });
  for (let changes = true; changes; ) {
    changes = false;
    for (const effects of found)
      for (const callee of effects.callees) changes = takeOver(effects, found[callee]!) || changes;
  }
  return found;
}

type Growing = { memory: boolean; size: boolean; globals: Set<number> };

function takeOver(effects: Growing, callee: Growing): boolean {
  const count = () => effects.globals.size + Number(effects.memory) + Number(effects.size);
  const before = count();
  effects.memory ||= callee.memory;
  effects.size ||= callee.size;
  for (const global of callee.globals) effects.globals.add(global);
  return count() > before;
}

/** Which registers code at an address, and what it calls, writes; undefined where that is not known. */
export function registersWritten(
  start: number,
  parcel: (address: number) => number | undefined,
  neverReturns: (address: number) => boolean,
): ReadonlySet<number> | undefined {
  const written = new Set<number>();
  const seen = new Set<number>();
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at) || neverReturns(at)) continue;
    seen.add(at);
    const instruction = instructionAt(at, parcel);
    if (instruction === undefined) return undefined;
    const next = nextOf(instruction, at, neverReturns);
    if (next === undefined) return undefined;
    written.add(instruction.operands.rd);
    waiting.push(...next);
  }
  return written;
}

/** Where it goes on; undefined where that is not known. A call goes to both. */
function nextOf(
  { row, operands, bytes }: riscv.Instruction,
  at: number,
  neverReturns: (address: number) => boolean,
): number[] | undefined {
  const target = at + operands.imm;
  if (row.name === "jalr") {
    const isReturn = operands.rd === 0 && operands.rs1 === riscv.Register.ra;
    return isReturn ? [] : undefined;
  }
  if (row.name === "jal")
    return operands.rd === 0 || neverReturns(target) ? [target] : [target, at + bytes];
  return row.syntax.includes("target") ? [target, at + bytes] : [at + bytes];
}
