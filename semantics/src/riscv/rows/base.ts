/** RV64I: computing, control transfer, loads and stores (Unprivileged 20191213, chapters 2, 5). */
import {
  add,
  and,
  ashr,
  constant,
  equal,
  extract,
  fromBoolean,
  lshr,
  not,
  or,
  shl,
  signExtend,
  slt,
  sub,
  type Term,
  uge,
  ult,
  xor,
  zeroExtend,
} from "@ashlar/logic";
import { type Meaning, type Row, row, UNPRIVILEGED } from "./row.js";

export type Binary = (x: Term, y: Term) => Term;

export const XLEN = 64;
const [INTEGER, TRANSFER, MEMORY, ORDER, WORDS, WORD_MEMORY] = [
  "2.4",
  "2.5",
  "2.6",
  "2.7",
  "5.2",
  "5.3",
].map((section) => `${UNPRIVILEGED}, ${section}`) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

export const literal = (value: number) => constant(XLEN, value);
export const low = (x: Term, bits: number) => extract(x, bits - 1, 0);
/** An operation of 32 bits, whose result is sign-extended. */
export const onWords =
  (operator: Binary): Binary =>
  (x, y) =>
    signExtend(operator(low(x, 32), low(y, 32)), XLEN);
/** Shifts count modulo the width. */
export const counted =
  (operator: Binary): Binary =>
  (x, y) => {
    const bits = constant(XLEN, XLEN - 1);
    return operator(x, and(y, bits));
  };
export const countedWord = (operator: Binary): Binary =>
  onWords((x, y) => operator(x, and(y, constant(32, 31))));

const ofRegisters =
  (operator: Binary): Meaning =>
  (machine, { rd, rs1, rs2 }) =>
    machine.setRegister(rd, operator(machine.register(rs1), machine.register(rs2)));

const withImmediate =
  (operator: Binary): Meaning =>
  (machine, { rd, rs1, imm }) =>
    machine.setRegister(rd, operator(machine.register(rs1), literal(imm)));

const branch =
  (condition: Binary): Meaning =>
  (machine, { rs1, rs2, imm }) =>
    machine.jumpWhen(
      condition(machine.register(rs1), machine.register(rs2)),
      add(machine.pc, literal(imm)),
    );

const load =
  (bytes: number, extend: (x: Term, width: number) => Term): Meaning =>
  (machine, { rd, rs1, imm }) => {
    const address = machine.physical(add(machine.register(rs1), literal(imm)), bytes, "load");
    if (address !== undefined)
      machine.setRegister(rd, extend(machine.memory.load(address, bytes), XLEN));
  };

const store =
  (bytes: number): Meaning =>
  (machine, { rs1, rs2, imm }) => {
    const address = machine.physical(add(machine.register(rs1), literal(imm)), bytes, "store");
    if (address !== undefined) machine.memory.store(address, low(machine.register(rs2), bytes * 8));
  };

const lessSigned: Binary = (x, y) => fromBoolean(slt(x, y), XLEN);
const lessUnsigned: Binary = (x, y) => fromBoolean(ult(x, y), XLEN);
const differ: Binary = (x, y) => not(equal(x, y));
const notLess: Binary = (x, y) => not(slt(x, y));
/** One hart sees its own accesses in their order, and all of memory is coherent with fetching. */
const nothing: Meaning = () => {};

/** An operation of two registers: what stands above their numbers, and what below. */
export const registers = (
  name: string,
  high: string,
  low: string,
  section: string,
  operator: Binary,
) => row(name, `${high} rs2 rs1 ${low}`, "rd,rs1,rs2", section, ofRegisters(operator));
const immediate = (name: string, low: string, section: string, operator: Binary) =>
  row(name, `imm[11:0] rs1 ${low}`, "rd,rs1,imm", section, withImmediate(operator));
/** An operation of a register and a number that stands in the instruction. */
export const counting = (
  name: string,
  high: string,
  low: string,
  section: string,
  operator: Binary,
) => row(name, `${high} rs1 ${low}`, "rd,rs1,imm", section, withImmediate(operator));
const branched = (name: string, kind: string, condition: Binary) =>
  row(
    name,
    `imm[12|10:5] rs2 rs1 ${kind} imm[4:1|11] 1100011`,
    "rs1,rs2,target",
    TRANSFER,
    branch(condition),
  );
const loaded = (name: string, kind: string, section: string, meaning: Meaning) =>
  row(name, `imm[11:0] rs1 ${kind} rd 0000011`, "rd,imm(rs1)", section, meaning);
const stored = (name: string, kind: string, section: string, bytes: number) =>
  row(name, `imm[11:5] rs2 rs1 ${kind} imm[4:0] 0100011`, "rs2,imm(rs1)", section, store(bytes));

export const BASE_ROWS: Row[] = [
  row("lui", "imm[31:12] rd 0110111", "rd,imm", INTEGER, (machine, { rd, imm }) =>
    machine.setRegister(rd, literal(imm)),
  ),
  row("auipc", "imm[31:12] rd 0010111", "rd,imm", INTEGER, (machine, { rd, imm }) =>
    machine.setRegister(rd, add(machine.pc, literal(imm))),
  ),
  row("jal", "imm[20|10:1|11|19:12] rd 1101111", "rd,target", TRANSFER, (machine, { rd, imm }) => {
    machine.setRegister(rd, machine.next);
    machine.jump(add(machine.pc, literal(imm)));
  }),
  row("jalr", "imm[11:0] rs1 000 rd 1100111", "rd,imm(rs1)", TRANSFER, (machine, operands) => {
    const target = add(machine.register(operands.rs1), literal(operands.imm));
    machine.setRegister(operands.rd, machine.next);
    machine.jump(and(target, literal(-2)));
  }),
  branched("beq", "000", equal),
  branched("bne", "001", differ),
  branched("blt", "100", slt),
  branched("bge", "101", notLess),
  branched("bltu", "110", ult),
  branched("bgeu", "111", uge),
  loaded("lb", "000", MEMORY, load(1, signExtend)),
  loaded("lh", "001", MEMORY, load(2, signExtend)),
  loaded("lw", "010", MEMORY, load(4, signExtend)),
  loaded("ld", "011", WORD_MEMORY, load(8, signExtend)),
  loaded("lbu", "100", MEMORY, load(1, zeroExtend)),
  loaded("lhu", "101", MEMORY, load(2, zeroExtend)),
  loaded("lwu", "110", WORD_MEMORY, load(4, zeroExtend)),
  stored("sb", "000", MEMORY, 1),
  stored("sh", "001", MEMORY, 2),
  stored("sw", "010", MEMORY, 4),
  stored("sd", "011", WORD_MEMORY, 8),
  immediate("addi", "000 rd 0010011", INTEGER, add),
  immediate("slti", "010 rd 0010011", INTEGER, lessSigned),
  immediate("sltiu", "011 rd 0010011", INTEGER, lessUnsigned),
  immediate("xori", "100 rd 0010011", INTEGER, xor),
  immediate("ori", "110 rd 0010011", INTEGER, or),
  immediate("andi", "111 rd 0010011", INTEGER, and),
  counting("slli", "000000 uimm[5:0]", "001 rd 0010011", WORDS, shl),
  counting("srli", "000000 uimm[5:0]", "101 rd 0010011", WORDS, lshr),
  counting("srai", "010000 uimm[5:0]", "101 rd 0010011", WORDS, ashr),
  registers("add", "0000000", "000 rd 0110011", INTEGER, add),
  registers("sub", "0100000", "000 rd 0110011", INTEGER, sub),
  registers("sll", "0000000", "001 rd 0110011", WORDS, counted(shl)),
  registers("slt", "0000000", "010 rd 0110011", INTEGER, lessSigned),
  registers("sltu", "0000000", "011 rd 0110011", INTEGER, lessUnsigned),
  registers("xor", "0000000", "100 rd 0110011", INTEGER, xor),
  registers("srl", "0000000", "101 rd 0110011", WORDS, counted(lshr)),
  registers("sra", "0100000", "101 rd 0110011", WORDS, counted(ashr)),
  registers("or", "0000000", "110 rd 0110011", INTEGER, or),
  registers("and", "0000000", "111 rd 0110011", INTEGER, and),
  immediate("addiw", "000 rd 0011011", WORDS, onWords(add)),
  counting("slliw", "0000000 uimm[4:0]", "001 rd 0011011", WORDS, onWords(shl)),
  counting("srliw", "0000000 uimm[4:0]", "101 rd 0011011", WORDS, onWords(lshr)),
  counting("sraiw", "0100000 uimm[4:0]", "101 rd 0011011", WORDS, onWords(ashr)),
  registers("addw", "0000000", "000 rd 0111011", WORDS, onWords(add)),
  registers("subw", "0100000", "000 rd 0111011", WORDS, onWords(sub)),
  registers("sllw", "0000000", "001 rd 0111011", WORDS, countedWord(shl)),
  registers("srlw", "0000000", "101 rd 0111011", WORDS, countedWord(lshr)),
  registers("sraw", "0100000", "101 rd 0111011", WORDS, countedWord(ashr)),
  // The fields fm, rd and rs1 are for later extensions and ignored until then.
  row("fence", "imm[11:0] ----- 000 ----- 0001111", "imm", ORDER, nothing),
  row("fence.i", "------------ ----- 001 ----- 0001111", "", `${UNPRIVILEGED}, 3`, nothing),
];
