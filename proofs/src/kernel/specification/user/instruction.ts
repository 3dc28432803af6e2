/**
 * What an instruction of a user program depends on, of all of them, whatever registers hold: on its
 * registers and on bytes that it was let to read. And it writes only what it was let to write.
 *
 * It is asked with other bytes wherever it was not let to read: all that comes out is the same. Its
 * operands say which registers, and a number that is only ever added; so a few of them stand for all.
 */
import { any as anyOf, equal, FALSE, type Term, TRUE } from "@ashlar/logic";
import { riscv } from "@ashlar/semantics";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { anyMemory, type Bytes, bytesAt, type Granted, UserMachine } from "./user-machine.js";

/** Different registers, one for all, and none. */
const OPERANDS: readonly riscv.Operands[] = [
  { ...riscv.NO_OPERANDS, rd: 5, rs1: 6, rs2: 7, imm: 12, csr: 0xc00 },
  { ...riscv.NO_OPERANDS, rd: 5, rs1: 5, rs2: 5, imm: -16, csr: 0x300 },
  riscv.NO_OPERANDS,
];

const READS: readonly riscv.Access[] = ["load", "reserve", "update"];
const WRITES: readonly riscv.Access[] = ["store", "update"];

/** An instruction, or one that is wrong on purpose. */
export type Instruction = Pick<riscv.Row, "name" | "meaning">;

function ran({ meaning }: Instruction, operands: riscv.Operands, memory: Term): UserMachine {
  const machine = new UserMachine(memory);
  meaning(machine, operands);
  return machine;
}

/** Whether it was let to make an access. */
const isGranted = (
  { granted }: UserMachine,
  { address, bytes }: Bytes,
  accesses: readonly riscv.Access[],
) =>
  anyOf(
    granted
      .filter((one) => accesses.includes(one.access) && one.bytes >= bytes)
      .map((one) => equal(one.address, address)),
  );

const isSame = (one: readonly Term[], other: readonly Term[]) =>
  one.length === other.length ? one.map((term, at) => equal(term, other[at]!)) : [FALSE];

/** Two runs, that may differ in bytes that the instruction was not let to read. */
function obligationsOf(row: Instruction, operands: riscv.Operands): Obligation[] {
  const memories = [anyMemory(""), anyMemory("other ")] as const;
  const [one, other] = memories.map((memory) => ran(row, operands, memory)) as [
    UserMachine,
    UserMachine,
  ];
  const readable = one.granted.filter(({ access }) => READS.includes(access));
  const agreed = (granted: Granted) =>
    isSame(bytesAt(memories[0], granted), bytesAt(memories[1], granted));
  const outcome = (machine: UserMachine) => [
    ...[...machine.registers, machine.target, ...machine.reservation],
    ...machine.stored.flatMap(({ address, value }) => [address, value]),
  ];
  const goals: [string, Term[]][] = [
    ["it reads only what it was let to", one.loaded.map((read) => isGranted(one, read, READS))],
    [
      "it writes only what it was let to",
      one.stored.map((written) => isGranted(one, written, WRITES)),
    ],
    ["it does the same, whatever else there is", isSame(outcome(one), outcome(other))],
    ["and traps alike", [one.traps.join() === other.traps.join() ? TRUE : FALSE]],
  ];
  return goals.flatMap(([claim, terms]) =>
    terms.map((goal) => ({
      ...{ claim: `${row.name}: ${claim}`, goal, when: readable.flatMap(agreed) },
    })),
  );
}

/** Of all instructions. */
export const instructionStatement = (rows: readonly Instruction[] = riscv.ROWS): Statement => ({
  hypotheses: [],
  obligations: rows.flatMap((row) => OPERANDS.flatMap((operands) => obligationsOf(row, operands))),
  together: true,
});
