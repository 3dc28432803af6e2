/** Control and status registers, calls and returns between modes. */
import { and, not, or, type Term } from "@ashlar/logic";
import type { Machine } from "../machine.js";
import { literal } from "./base.js";
import type { Operands } from "./pattern.js";
import { type Meaning, PRIVILEGED, type Row, row, UNPRIVILEGED } from "./row.js";

const CONTROL = `${UNPRIVILEGED}, 9.1`;

type NewValue = (old: Term, given: Term) => Term;

const written: NewValue = (_old, given) => given;
const withSet: NewValue = or;
const withCleared: NewValue = (old, given) => and(old, not(given));

/** Reads a register and replaces what it holds, unless nothing was named to be changed. */
function control(
  machine: Machine,
  { rd, csr }: Operands,
  given: Term,
  newValue: NewValue,
  writes: boolean,
): void {
  if (writes && !machine.mayWriteControl(csr)) return;
  const old = machine.readControl(csr);
  if (old === undefined) return;
  if (writes) machine.writeControl(csr, newValue(old, given));
  machine.setRegister(rd, old);
}

/** Setting and clearing by x0, or no bits at all, does not write; other registers always do. */
const byRegister =
  (newValue: NewValue): Meaning =>
  (machine, operands) =>
    control(
      machine,
      operands,
      machine.register(operands.rs1),
      newValue,
      newValue === written || operands.rs1 !== 0,
    );
const byImmediate =
  (newValue: NewValue): Meaning =>
  (machine, operands) =>
    control(
      machine,
      operands,
      literal(operands.imm),
      newValue,
      newValue === written || operands.imm !== 0,
    );

const ofRegister = (name: string, kind: string, newValue: NewValue) =>
  row(name, `csr rs1 ${kind} rd 1110011`, "rd,csr,rs1", CONTROL, byRegister(newValue));
const ofImmediate = (name: string, kind: string, newValue: NewValue) =>
  row(name, `csr uimm[4:0] ${kind} rd 1110011`, "rd,csr,imm", CONTROL, byImmediate(newValue));

const plain = (name: string, high: string, section: string, meaning: Meaning, syntax = "") =>
  row(name, `${high} 000 00000 1110011`, syntax, section, meaning);

export const SYSTEM_ROWS: Row[] = [
  ofRegister("csrrw", "001", written),
  ofRegister("csrrs", "010", withSet),
  ofRegister("csrrc", "011", withCleared),
  ofImmediate("csrrwi", "101", written),
  ofImmediate("csrrsi", "110", withSet),
  ofImmediate("csrrci", "111", withCleared),
  plain("ecall", "000000000000 00000", `${UNPRIVILEGED}, 2.8`, (machine) =>
    machine.environmentCall(),
  ),
  plain("ebreak", "000000000001 00000", `${UNPRIVILEGED}, 2.8`, (machine) => machine.breakpoint()),
  plain("sret", "000100000010 00000", `${PRIVILEGED}, 3.3.2`, (machine) =>
    machine.returnFromTrap("supervisor"),
  ),
  plain("mret", "001100000010 00000", `${PRIVILEGED}, 3.3.2`, (machine) =>
    machine.returnFromTrap("machine"),
  ),
  plain("wfi", "000100000101 00000", `${PRIVILEGED}, 3.3.3`, (machine) => machine.wait()),
  plain(
    "sfence.vma",
    "0001001 rs2 rs1",
    `${PRIVILEGED}, 4.2.1`,
    (machine) => machine.fenceTranslation(),
    "rs1,rs2",
  ),
];
