/**
 * The ways through a piece of the image's code: what may come behind each instruction. A call is one
 * instruction behind which the next one comes; a jump into another function is a way like others. What
 * never comes back (the panic of a machine that is broken, the trap of WebAssembly) is no way.
 */
import { riscv, Unfinished } from "@ashlar/semantics";
import { instructionAt, parcelAt } from "../../instructions.js";

/** One instruction. */
export interface Node {
  readonly address: number;
  readonly instruction: riscv.Instruction;
  /** Where it may go on. */
  readonly next: readonly number[];
  /** What is called in between. */
  readonly calls?: number;
}

export type Graph = ReadonlyMap<number, Node>;

/** What is said of a piece of code that cannot be read off it. */
export interface Ways {
  /** What does not come back, or is not come to here: a way ends before it. */
  readonly never: ReadonlySet<number>;
  /** What a call calls whose target is in a register. */
  readonly target?: number;
  /** Where what is jumped to comes back to, if that is not an end: it is called then. */
  readonly jumps?: { readonly isCall: (target: number) => boolean; readonly behind: number };
}

/** Everything that may run from an address on, functions that are called left aside. */
export function graphFrom(program: riscv.Program, start: number, ways: Ways): Graph {
  const parcel = (address: number) => parcelAt(program, address);
  const nodes = new Map<number, Node>();
  const waiting: { at: number; from?: Node }[] = [{ at: start }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (nodes.has(one.at)) continue;
    const instruction = instructionAt(one.at, parcel);
    if (instruction === undefined)
      throw new Unfinished(`there is no instruction at 0x${one.at.toString(16)}`);
    const found = nodeOf(one.at, instruction, one.from, ways);
    const node = { ...found, next: found.next.filter((at) => !ways.never.has(at)) };
    nodes.set(one.at, node);
    for (const at of node.next) waiting.push({ at, from: node });
  }
  return nodes;
}

function nodeOf(
  address: number,
  instruction: riscv.Instruction,
  before: Node | undefined,
  ways: Ways,
): Node {
  const { row, operands, bytes } = instruction;
  const node = { address, instruction };
  const behind = address + bytes;
  if (row.name === "mret") return { ...node, next: [] };
  if (row.name === "jal") return gone(node, operands.rd, address + operands.imm, behind, ways);
  if (row.name === "jalr") {
    const isReturn = operands.rd === 0 && operands.rs1 === riscv.Register.ra;
    if (isReturn) return { ...node, next: [] };
    const target = farTarget(operands, before) ?? ways.target;
    if (target === undefined)
      throw new Unfinished(`it is not known where 0x${address.toString(16)} leads`);
    return gone(node, operands.rd, target, behind, ways);
  }
  const target = address + operands.imm;
  return { ...node, next: row.syntax.includes("target") ? [target, behind] : [behind] };
}

/** A jump, or a call where it says whence to come back. */
function gone(
  node: Pick<Node, "address" | "instruction">,
  link: number,
  target: number,
  behind: number,
  { never, jumps }: Ways,
): Node {
  if (never.has(target)) return { ...node, next: [] };
  if (link === riscv.Register.ra) return { ...node, next: [behind], calls: target };
  if (jumps?.isCall(target)) return { ...node, next: [jumps.behind], calls: target };
  return { ...node, next: [target] };
}

/**
 * Where an address leads that the instruction before has begun to make; nothing but that one comes to
 * this one in code that assemblers make of one word.
 */
function farTarget({ rs1, imm }: riscv.Operands, before: Node | undefined): number | undefined {
  const made = before?.instruction;
  if (made?.row.name !== "auipc" || made.operands.rd !== rs1) return undefined;
  return before!.address + made.operands.imm + imm;
}
