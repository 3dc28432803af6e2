/** Instructions as text, the way GNU objdump writes them with `-M no-aliases,numeric`. */
import { controlName } from "./control/table.js";
import type { Instruction } from "./decode.js";
import type { Operands } from "./rows/pattern.js";

/** The instruction at an address; branches by the address to which they lead. */
export function disassemble(instruction: Instruction, address: bigint): string {
  const { row, operands } = instruction.short ?? instruction;
  if (row.name === "fence") return fence(operands.imm);
  // objdump writes it as the sum that it is.
  if (row.name === "c.nop") return `c.addi x0,${operands.imm}`;
  const name = row.name + ORDERS[operands.order]!;
  const text = row.syntax.replace(/[a-z]\w*/g, (part) => written(part, operands, address, name));
  return text === "" ? name : `${name} ${text}`;
}

const ORDERS = ["", ".rl", ".aq", ".aqrl"];
const UPPER = new Set(["lui", "auipc", "c.lui"]);
const IN_HEXADECIMAL = /^(c\.)?(slli|srli|srai|slliw|srliw|sraiw|slli\.uw|rori|roriw|b\w+i)$/;

function written(part: string, operands: Operands, address: bigint, name: string): string {
  switch (part) {
    case "rd":
    case "rs1":
    case "rs2":
      return `x${operands[part]}`;
    case "csr":
      return controlName(operands.csr) ?? `0x${operands.csr.toString(16)}`;
    case "target":
      return `0x${BigInt.asUintN(64, address + BigInt(operands.imm)).toString(16)}`;
    case "imm":
      return immediate(operands.imm, name);
    default:
      return part;
  }
}

function immediate(value: number, name: string): string {
  if (UPPER.has(name)) return `0x${((value >>> 12) & 0xfffff).toString(16)}`;
  return IN_HEXADECIMAL.test(name) ? `0x${value.toString(16)}` : String(value);
}

const KINDS = "iorw";
const TOTAL_STORE_ORDER = 0x833;

function fence(bits: number): string {
  if ((bits & 0xfff) === TOTAL_STORE_ORDER) return "fence.tso";
  return `fence ${accesses(bits >>> 4)},${accesses(bits)}`;
}

/** Which accesses a fence orders: input, output, reads, writes. */
function accesses(bits: number): string {
  const letters = [...KINDS].filter((_, at) => (bits >>> (KINDS.length - 1 - at)) & 1);
  return letters.join("") || "unknown";
}
