/** Zba, Zbb and Zbs: addresses, bits by the word and by themselves (BitManip 1.0.0). */
import {
  add,
  and,
  bytesOf,
  clz,
  constant,
  ctz,
  equal,
  fromBytes,
  ite,
  lshr,
  not,
  or,
  popcount,
  rotl,
  rotr,
  shl,
  signExtend,
  slt,
  type Term,
  ult,
  xor,
  zeroExtend,
} from "@ashlar/logic";
import {
  type Binary,
  counted,
  countedWord,
  counting,
  literal,
  low,
  registers,
  XLEN,
} from "./base.js";
import { type Meaning, type Row, row } from "./row.js";

const MANUAL = "BitManip 1.0.0";
const [ZBA, ZBB, ZBS] = [`${MANUAL}, Zba`, `${MANUAL}, Zbb`, `${MANUAL}, Zbs`];

type Unary = (x: Term) => Term;

const ofRegister =
  (operator: Unary): Meaning =>
  (machine, { rd, rs1 }) =>
    machine.setRegister(rd, operator(machine.register(rs1)));

const wordUnsigned: Unary = (x) => zeroExtend(low(x, 32), XLEN);
const shiftedAdd =
  (distance: number, of: Unary = (x) => x): Binary =>
  (x, y) =>
    add(y, shl(of(x), literal(distance)));
const onWord =
  (operator: Unary): Unary =>
  (x) =>
    zeroExtend(operator(low(x, 32)), XLEN);
const signedFrom =
  (bits: number): Unary =>
  (x) =>
    signExtend(low(x, bits), XLEN);
const bytesCombined: Unary = (x) =>
  fromBytes(bytesOf(x).map((byte) => ite(equal(byte, constant(8, 0)), byte, constant(8, -1))));
const bytesReversed: Unary = (x) => fromBytes(bytesOf(x).reverse());
const chosen =
  (takesFirst: Binary): Binary =>
  (x, y) =>
    ite(takesFirst(x, y), x, y);
const bit = counted((_x, y) => shl(literal(1), y));
const bitExtracted = counted((x, y) => and(lshr(x, y), literal(1)));

const one = (name: string, high: string, low: string, operator: Unary) =>
  row(name, `${high} rs1 ${low}`, "rd,rs1", ZBB, ofRegister(operator));

/** An operation on one bit, which a register or the instruction says. */
const single = (name: string, high: string, kind: string, operator: Binary): Row[] => [
  registers(name, `${high}0`, `${kind} rd 0110011`, ZBS, operator),
  counting(`${name}i`, `${high} uimm[5:0]`, `${kind} rd 0010011`, ZBS, operator),
];

export const BITS_ROWS: Row[] = [
  registers("add.uw", "0000100", "000 rd 0111011", ZBA, shiftedAdd(0, wordUnsigned)),
  registers("sh1add", "0010000", "010 rd 0110011", ZBA, shiftedAdd(1)),
  registers("sh2add", "0010000", "100 rd 0110011", ZBA, shiftedAdd(2)),
  registers("sh3add", "0010000", "110 rd 0110011", ZBA, shiftedAdd(3)),
  registers("sh1add.uw", "0010000", "010 rd 0111011", ZBA, shiftedAdd(1, wordUnsigned)),
  registers("sh2add.uw", "0010000", "100 rd 0111011", ZBA, shiftedAdd(2, wordUnsigned)),
  registers("sh3add.uw", "0010000", "110 rd 0111011", ZBA, shiftedAdd(3, wordUnsigned)),
  counting("slli.uw", "000010 uimm[5:0]", "001 rd 0011011", ZBA, (x, y) => shl(wordUnsigned(x), y)),
  registers("andn", "0100000", "111 rd 0110011", ZBB, (x, y) => and(x, not(y))),
  registers("orn", "0100000", "110 rd 0110011", ZBB, (x, y) => or(x, not(y))),
  registers("xnor", "0100000", "100 rd 0110011", ZBB, (x, y) => not(xor(x, y))),
  one("clz", "011000000000", "001 rd 0010011", clz),
  one("ctz", "011000000001", "001 rd 0010011", ctz),
  one("cpop", "011000000010", "001 rd 0010011", popcount),
  one("clzw", "011000000000", "001 rd 0011011", onWord(clz)),
  one("ctzw", "011000000001", "001 rd 0011011", onWord(ctz)),
  one("cpopw", "011000000010", "001 rd 0011011", onWord(popcount)),
  registers(
    "max",
    "0000101",
    "110 rd 0110011",
    ZBB,
    chosen((x, y) => slt(y, x)),
  ),
  registers(
    "maxu",
    "0000101",
    "111 rd 0110011",
    ZBB,
    chosen((x, y) => ult(y, x)),
  ),
  registers("min", "0000101", "100 rd 0110011", ZBB, chosen(slt)),
  registers("minu", "0000101", "101 rd 0110011", ZBB, chosen(ult)),
  one("sext.b", "011000000100", "001 rd 0010011", signedFrom(8)),
  one("sext.h", "011000000101", "001 rd 0010011", signedFrom(16)),
  one("zext.h", "000010000000", "100 rd 0111011", (x) => zeroExtend(low(x, 16), XLEN)),
  registers("rol", "0110000", "001 rd 0110011", ZBB, rotl),
  registers("rolw", "0110000", "001 rd 0111011", ZBB, countedWord(rotl)),
  registers("ror", "0110000", "101 rd 0110011", ZBB, rotr),
  registers("rorw", "0110000", "101 rd 0111011", ZBB, countedWord(rotr)),
  counting("rori", "011000 uimm[5:0]", "101 rd 0010011", ZBB, rotr),
  counting("roriw", "0110000 uimm[4:0]", "101 rd 0011011", ZBB, countedWord(rotr)),
  one("orc.b", "001010000111", "101 rd 0010011", bytesCombined),
  one("rev8", "011010111000", "101 rd 0010011", bytesReversed),
  ...single("bclr", "010010", "001", (x, y) => and(x, not(bit(x, y)))),
  ...single("bext", "010010", "101", bitExtracted),
  ...single("binv", "011010", "001", (x, y) => xor(x, bit(x, y))),
  ...single("bset", "001010", "001", (x, y) => or(x, bit(x, y))),
];
