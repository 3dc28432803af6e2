/**
 * A on a single hart: nothing comes between a read and its write (Unprivileged 20191213, chapter 8).
 * A store conditional succeeds exactly where the last reservation is of the same bytes and was not
 * used: the manual lets a hart fail more often, and no program may rely on that.
 */
import {
  add,
  and,
  fromBoolean,
  ite,
  not,
  or,
  signExtend,
  slt,
  type Term,
  ult,
  xor,
} from "@ashlar/logic";
import { type Binary, low, XLEN } from "./base.js";
import { type Meaning, type Row, row, UNPRIVILEGED } from "./row.js";

const loadReserved =
  (bytes: number): Meaning =>
  (machine, { rd, rs1 }) => {
    const address = machine.physical(machine.register(rs1), bytes, "reserve");
    if (address === undefined) return;
    machine.reserve(address, bytes);
    machine.setRegister(rd, signExtend(machine.memory.load(address, bytes), XLEN));
  };

const storeConditional =
  (bytes: number): Meaning =>
  (machine, { rd, rs1, rs2 }) => {
    const address = machine.physical(machine.register(rs1), bytes, "update");
    if (address === undefined) return;
    const isReserved = machine.takeReservation(address, bytes);
    const old = machine.memory.load(address, bytes);
    const value = low(machine.register(rs2), bytes * 8);
    machine.memory.store(address, ite(isReserved, value, old));
    machine.setRegister(rd, fromBoolean(not(isReserved), XLEN));
  };

const update =
  (bytes: number, operator: Binary): Meaning =>
  (machine, { rd, rs1, rs2 }) => {
    const address = machine.physical(machine.register(rs1), bytes, "update");
    if (address === undefined) return;
    const old = machine.memory.load(address, bytes);
    machine.memory.store(address, operator(old, low(machine.register(rs2), bytes * 8)));
    machine.setRegister(rd, signExtend(old, XLEN));
  };

const second: Binary = (_x: Term, y: Term) => y;
const least =
  (isLess: Binary): Binary =>
  (x, y) =>
    ite(isLess(x, y), x, y);
const greatest =
  (isLess: Binary): Binary =>
  (x, y) =>
    ite(isLess(x, y), y, x);

const OPERATIONS: [string, string, Binary][] = [
  ["amoswap", "00001", second],
  ["amoadd", "00000", add],
  ["amoxor", "00100", xor],
  ["amoand", "01100", and],
  ["amoor", "01000", or],
  ["amomin", "10000", least(slt)],
  ["amomax", "10100", greatest(slt)],
  ["amominu", "11000", least(ult)],
  ["amomaxu", "11100", greatest(ult)],
];

const SIZES = [
  { letter: "w", bytes: 4, kind: "010" },
  { letter: "d", bytes: 8, kind: "011" },
];

const reserving = `${UNPRIVILEGED}, 8.2`;
const updating = `${UNPRIVILEGED}, 8.4`;

export const ATOMIC_ROWS: Row[] = SIZES.flatMap(({ letter, bytes, kind }) => [
  row(
    `lr.${letter}`,
    `00010 order 00000 rs1 ${kind} rd 0101111`,
    "rd,(rs1)",
    reserving,
    loadReserved(bytes),
  ),
  row(
    `sc.${letter}`,
    `00011 order rs2 rs1 ${kind} rd 0101111`,
    "rd,rs2,(rs1)",
    reserving,
    storeConditional(bytes),
  ),
  ...OPERATIONS.map(([name, code, operator]) =>
    row(
      `${name}.${letter}`,
      `${code} order rs2 rs1 ${kind} rd 0101111`,
      "rd,rs2,(rs1)",
      updating,
      update(bytes, operator),
    ),
  ),
]);
