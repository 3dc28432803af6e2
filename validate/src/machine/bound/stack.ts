/** How far a function moves the stack pointer, where all that it does to it is adding constants. */
import { riscv, Unfinished } from "@ashlar/semantics";
import type { Graph } from "./graph.js";

const SP = riscv.Register.sp;

/** How far below its caller's the stack pointer is before each instruction. */
export function depthsIn(graph: Graph, start: number): ReadonlyMap<number, number> {
  const depths = new Map([[start, 0]]);
  for (const [at, depth] of depths) {
    const { instruction, next } = graph.get(at)!;
    const { row, operands } = instruction;
    const isMoved = writesTo(SP, row.pattern.pieces, operands.rd);
    if (isMoved && !(row.name === "addi" && operands.rs1 === SP))
      throw new Unfinished(`0x${at.toString(16)} makes a stack of its own`);
    const behind = isMoved ? depth - operands.imm : depth;
    for (const to of next) {
      if ((depths.get(to) ?? behind) !== behind)
        throw new Unfinished(`at 0x${to.toString(16)} the stack is as deep as it comes`);
      depths.set(to, behind);
    }
  }
  return depths;
}

/** Whether it has a register that it writes, and which that is. */
const writesTo = (
  register: number,
  pieces: readonly { readonly field: string }[],
  rd: number,
): boolean => rd === register && pieces.some(({ field }) => field === "rd");
