/** Where machine code goes back to: the heads of its loops. */
import { riscv } from "@ashlar/semantics";

/** What a search for loops needs to know of a program. */
export interface Code {
  parcel(address: number): number | undefined;
  /** A function that is called, and not looked into. */
  isDescribed(address: number): boolean;
  /** One that does not return. */
  isTrap(address: number): boolean;
}

/** Addresses to which a path from the start goes back. */
export function loopHeads(start: number, code: Code): Set<number> {
  const heads = new Set<number>();
  const state = new Map<number, "open" | "done">();
  const stack: { at: number; next: number[] }[] = [];
  const enter = (at: number) => {
    if (state.get(at) === "open") heads.add(at);
    if (state.has(at)) return;
    state.set(at, "open");
    stack.push({ at, next: successors(at, code) });
  };
  enter(start);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next.pop();
    if (next !== undefined) enter(next);
    else {
      state.set(top.at, "done");
      stack.pop();
    }
  }
  return heads;
}

function successors(at: number, code: Code): number[] {
  const [low, high] = [code.parcel(at), code.parcel(at + 2)];
  const instruction = low === undefined ? undefined : riscv.decode(low + (high ?? 0) * 0x1_0000);
  if (instruction === undefined) return [];
  const { row, operands, bytes } = instruction;
  const [target, behind] = [at + operands.imm, at + bytes];
  if (row.name === "jalr") return operands.rd === 0 ? [] : [behind];
  if (row.name === "jal") {
    if (code.isTrap(target)) return [];
    const into = code.isDescribed(target) ? [] : [target];
    return operands.rd === 0 ? into : [...into, behind];
  }
  return row.syntax.includes("target") ? [target, behind] : [behind];
}
