/** Where machine code goes back to: the heads of its loops. */
import { instructionAt } from "../instructions.js";

/** What a search for loops needs to know of a program. */
export interface Code {
  parcel(address: number): number | undefined;
  /** A function that is called, and not looked into. */
  isDescribed(address: number): boolean;
  /** One that does not return. */
  isTrap(address: number): boolean;
  /** Where a jump leads that takes its address from a table. */
  jumpsFrom(address: number): readonly number[];
}

/** A place that leads back to one through which it was come to. */
interface Back {
  readonly from: number;
  readonly to: number;
}

type Next = (at: number) => readonly number[];

/**
 * Addresses to which a path from the start goes back, such that every round goes through one of them.
 * Where a compiler has jumped into the middle of a loop, code goes back there too: that is no head, if
 * all rounds go through others.
 */
export function loopHeads(start: number, code: Code): Set<number> {
  const next: Next = (at) => successors(at, code);
  const backs = search([start], next).backs;
  const heads = new Set(backs.map(({ to }) => to));
  for (const head of [...heads]) {
    const { seen } = search([start], (at) => next(at).filter((to) => to !== head));
    const isJumpedInto = backs.some(({ from, to }) => to === head && seen.has(from));
    if (!isJumpedInto) continue;
    const others = new Set([...heads].filter((other) => other !== head));
    const rounds = search([start, ...others], (at) => next(at).filter((to) => !others.has(to)));
    if (rounds.backs.length === 0) heads.delete(head);
  }
  return heads;
}

/** Where paths from some places lead, in depth first, and where they go back. */
function search(starts: readonly number[], next: Next): { seen: Set<number>; backs: Back[] } {
  const backs: Back[] = [];
  const [seen, open] = [new Set<number>(), new Set<number>()];
  const stack: { at: number; left: number[] }[] = [];
  const enter = (at: number) => {
    if (seen.has(at)) return;
    seen.add(at);
    open.add(at);
    stack.push({ at, left: [...next(at)] });
  };
  for (const start of starts) {
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = top.left.pop();
      if (to === undefined) {
        open.delete(top.at);
        stack.pop();
      } else if (open.has(to)) backs.push({ from: top.at, to });
      else enter(to);
    }
  }
  return { seen, backs };
}

/** Where control may go from an instruction, calls that return passed over. */
export function successors(at: number, code: Code): number[] {
  const instruction = instructionAt(at, (address) => code.parcel(address));
  if (instruction === undefined) return [];
  const { row, operands, bytes } = instruction;
  const [target, behind] = [at + operands.imm, at + bytes];
  if (row.name === "jalr") return operands.rd === 0 ? [...code.jumpsFrom(at)] : [behind];
  if (row.name === "jal") {
    if (code.isTrap(target)) return [];
    const into = code.isDescribed(target) ? [] : [target];
    return operands.rd === 0 ? into : [...into, behind];
  }
  return row.syntax.includes("target") ? [target, behind] : [behind];
}
