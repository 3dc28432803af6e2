/**
 * Control, calls, variables and parametric instructions (WebAssembly 2.0, sections 4.4.4, 4.4.5,
 * 4.4.8 and 4.4.10). What a row's immediates mean in decoded code is said in `code.ts`.
 */
import { isNonzero, ite } from "@ashlar/logic";
import type { Machine } from "../machine.js";
import { type Meaning, type Row, row } from "./row.js";

const nothing: Meaning = () => {};

function select(machine: Machine): void {
  const [condition, otherwise, value] = [machine.pop(), machine.pop(), machine.pop()];
  machine.push(ite(isNonzero(condition), value, otherwise));
}

function localTee(machine: Machine, index: number): void {
  const value = machine.pop();
  machine.setLocal(index, value);
  machine.push(value);
}

/** The label of the function's own block, to which `return` branches. */
export const FUNCTION_LABEL = 0;

export const CONTROL_ROWS: Row[] = [
  row(0x00, "unreachable", "?", (machine) => machine.trap("unreachable")),
  row(0x01, "nop", "->", nothing),
  row(0x02, "block", "?", nothing, "block"),
  row(0x03, "loop", "?", (machine, label) => machine.enterLoop(label), "block"),
  row(
    0x04,
    "if",
    "?",
    (machine, target) => machine.jumpUnless(isNonzero(machine.pop()), target),
    "block",
  ),
  row(0x05, "else", "?", (machine, target) => machine.jump(target)),
  row(0x0b, "end", "?", (machine) => machine.leave()),
  row(0x0c, "br", "?", (machine, label) => machine.branch(label), "label"),
  row(
    0x0d,
    "br_if",
    "?",
    (machine, label) => machine.branchWhen(isNonzero(machine.pop()), label),
    "label",
  ),
  row(
    0x0e,
    "br_table",
    "?",
    (machine, choice) => machine.branchBy(machine.pop(), choice),
    "labels",
  ),
  row(0x0f, "return", "?", (machine) => machine.branch(FUNCTION_LABEL)),
  row(0x10, "call", "?", (machine, index) => machine.call(index), "function"),
  row(0x1a, "drop", "?", (machine) => machine.pop()),
  row(0x1b, "select", "?", select),
  row(0x1c, "select", "?", select, "types"),
  row(0x20, "local.get", "?", (machine, index) => machine.push(machine.local(index)), "local"),
  row(0x21, "local.set", "?", (machine, index) => machine.setLocal(index, machine.pop()), "local"),
  row(0x22, "local.tee", "?", localTee, "local"),
  row(0x23, "global.get", "?", (machine, index) => machine.push(machine.global(index)), "global"),
  row(
    0x24,
    "global.set",
    "?",
    (machine, index) => machine.setGlobal(index, machine.pop()),
    "global",
  ),
];
