/**
 * Memory (WebAssembly 2.0, section 4.4.7). Addresses are 32 bits plus a 32-bit offset and do not
 * wrap. Everything is checked before anything is written, bulk instructions included.
 */
import { add, constant, extract, signExtend, type Term, ult, zeroExtend } from "@ashlar/logic";
import type { Machine } from "../machine.js";
import { type Meaning, prefixed, type Row, row } from "./row.js";

const OUTSIDE = "out of bounds memory access";

/** The address of an access that is inside; undefined if none is. */
function effective(
  machine: Machine,
  offset: number,
  bytes: number,
  isStore: boolean,
): Term | undefined {
  const base = machine.pop();
  const isOutside = machine.memory.isOutside(base, offset, bytes, isStore);
  if (!machine.passes(isOutside, OUTSIDE)) return undefined;
  return add(base, constant(32, offset));
}

const load =
  (bytes: number, extend: (value: Term) => Term): Meaning =>
  (machine, _alignment, offset) => {
    const address = effective(machine, offset, bytes, false);
    if (address !== undefined) machine.push(extend(machine.memory.load(address, bytes)));
  };

const store =
  (bytes: number): Meaning =>
  (machine, _alignment, offset) => {
    const value = machine.pop();
    const address = effective(machine, offset, bytes, true);
    if (address !== undefined) machine.memory.store(address, extract(value, bytes * 8 - 1, 0));
  };

const signed = (width: number) => (value: Term) => signExtend(value, width);
const unsigned = (width: number) => (value: Term) => zeroExtend(value, width);

const loadRow = (
  opcode: number,
  name: string,
  types: string,
  bytes: number,
  extend = unsigned(32),
) => row(opcode, name, types, load(bytes, extend), "access", bytes);

const storeRow = (opcode: number, name: string, types: string, bytes: number) =>
  row(opcode, name, types, store(bytes), "access", bytes);

function isDataOutside(data: Uint8Array, from: Term, length: Term): Term {
  return ult(constant(33, data.length), add(zeroExtend(from, 33), zeroExtend(length, 33)));
}

function memoryInit(machine: Machine, index: number): void {
  const [length, from, to] = [machine.pop(), machine.pop(), machine.pop()];
  const data = machine.data(index);
  if (!machine.passes(isDataOutside(data, from, length), OUTSIDE)) return;
  if (!machine.passes(machine.memory.isRangeOutside(to, length), OUTSIDE)) return;
  machine.memory.initialise(to, data, from, length);
}

function memoryCopy(machine: Machine): void {
  const [length, from, to] = [machine.pop(), machine.pop(), machine.pop()];
  const { memory } = machine;
  if (!machine.passes(memory.isRangeOutside(from, length), OUTSIDE)) return;
  if (machine.passes(memory.isRangeOutside(to, length), OUTSIDE)) memory.copy(to, from, length);
}

function memoryFill(machine: Machine): void {
  const [length, value, to] = [machine.pop(), machine.pop(), machine.pop()];
  if (machine.passes(machine.memory.isRangeOutside(to, length), OUTSIDE))
    machine.memory.fill(to, extract(value, 7, 0), length);
}

export const MEMORY_ROWS: Row[] = [
  loadRow(0x28, "i32.load", "i32 -> i32", 4),
  loadRow(0x29, "i64.load", "i32 -> i64", 8, unsigned(64)),
  loadRow(0x2c, "i32.load8_s", "i32 -> i32", 1, signed(32)),
  loadRow(0x2d, "i32.load8_u", "i32 -> i32", 1),
  loadRow(0x2e, "i32.load16_s", "i32 -> i32", 2, signed(32)),
  loadRow(0x2f, "i32.load16_u", "i32 -> i32", 2),
  loadRow(0x30, "i64.load8_s", "i32 -> i64", 1, signed(64)),
  loadRow(0x31, "i64.load8_u", "i32 -> i64", 1, unsigned(64)),
  loadRow(0x32, "i64.load16_s", "i32 -> i64", 2, signed(64)),
  loadRow(0x33, "i64.load16_u", "i32 -> i64", 2, unsigned(64)),
  loadRow(0x34, "i64.load32_s", "i32 -> i64", 4, signed(64)),
  loadRow(0x35, "i64.load32_u", "i32 -> i64", 4, unsigned(64)),
  storeRow(0x36, "i32.store", "i32 i32 ->", 4),
  storeRow(0x37, "i64.store", "i32 i64 ->", 8),
  storeRow(0x3a, "i32.store8", "i32 i32 ->", 1),
  storeRow(0x3b, "i32.store16", "i32 i32 ->", 2),
  storeRow(0x3c, "i64.store8", "i32 i64 ->", 1),
  storeRow(0x3d, "i64.store16", "i32 i64 ->", 2),
  storeRow(0x3e, "i64.store32", "i32 i64 ->", 4),
  row(0x3f, "memory.size", "-> i32", (machine) => machine.push(machine.memory.pages), "memory"),
  row(
    0x40,
    "memory.grow",
    "i32 -> i32",
    (machine) => machine.push(machine.memory.grow(machine.pop())),
    "memory",
  ),
  row(prefixed(8), "memory.init", "i32 i32 i32 ->", memoryInit, "data, memory"),
  row(prefixed(9), "data.drop", "->", (machine, index) => machine.dropData(index), "data"),
  row(prefixed(10), "memory.copy", "i32 i32 i32 ->", memoryCopy, "memory, memory"),
  row(prefixed(11), "memory.fill", "i32 i32 i32 ->", memoryFill, "memory"),
];
