/** Machines, and instructions, that are wrong on purpose, by what is wrong with them. */
import * as layout from "@ashlar/kernel/layout";
import { add, and, not, or, type Term, xor } from "@ashlar/logic";
import type { riscv } from "@ashlar/semantics";
import { number64 } from "@ashlar/spec";
import { fields, State } from "@ashlar/spec/kernel";
import type { Instruction } from "./instruction.js";
import { walk } from "./walk.js";
import type { Walk } from "./walked.js";

/** The last entry is taken for another one. */
const withLast =
  (change: (entry: Term) => Term): Walk =>
  (state, root, address) => {
    const [first, second, last] = walk(state, root, address);
    return [first, second, { ...last, entry: change(last.entry) }];
  };

const WRITE = number64(layout.ENTRY_WRITE | layout.ENTRY_DIRTY);
const ACCESSED = number64(layout.ENTRY_ACCESSED);

/** Found by what is said of the tables themselves. */
export const ASTRAY: Readonly<Record<string, Walk>> = {
  "the machine looks into the table behind": (state, root, address) => {
    const behind = State.of(state.pages, (field, [page, slot]) =>
      field === fields.ENTRY
        ? state.get(field, add(page!, number64(1)), slot)
        : state.get(field, page, slot),
    );
    return walk(behind, root, address);
  },
  "an entry was never accessed": withLast((entry) => and(entry, not(ACCESSED))),
};

/** Found by the policy. */
export const LEAKING: Readonly<Record<string, Walk>> = {
  "the machine is left in another space": (state, _root, address) =>
    walk(state, state.get(fields.LAST_DOMAIN), address),
};
export const WRITING: Readonly<Record<string, Walk>> = {
  ...LEAKING,
  "what may be read may be written": withLast((entry) => or(entry, WRITE)),
};

const BYTES = 4;
const address = (machine: riscv.Machine, { rs1, imm }: riscv.Operands) =>
  add(machine.register(rs1), number64(imm));

const wrong = (meaning: Instruction["meaning"]): Instruction[] => [{ name: "wrong", meaning }];

export const ROWS: Readonly<Record<string, readonly Instruction[]>> = {
  "a store is asked for as a load": wrong((machine, operands) => {
    const at = machine.physical(address(machine, operands), BYTES, "load");
    if (at !== undefined) machine.memory.store(at, machine.register(operands.rs2));
  }),
  "a store is of more bytes than it was let to": wrong((machine, operands) => {
    const at = machine.physical(address(machine, operands), BYTES, "store");
    if (at !== undefined) machine.memory.store(at, machine.register(operands.rs2));
  }),
  "a load is of more bytes than it was let to": wrong((machine, operands) => {
    const at = machine.physical(address(machine, operands), BYTES, "load");
    if (at !== undefined) machine.setRegister(operands.rd, machine.memory.load(at, 2 * BYTES));
  }),
  "a load does without the tables": wrong((machine, operands) => {
    const at = address(machine, operands);
    machine.setRegister(operands.rd, machine.memory.load(at, 2 * BYTES));
  }),
  "a store depends on what is there": wrong((machine, operands) => {
    const at = machine.physical(address(machine, operands), 2 * BYTES, "store");
    if (at === undefined) return;
    const old = machine.memory.load(at, 2 * BYTES);
    machine.memory.store(at, xor(old, machine.register(operands.rs2)));
  }),
};
