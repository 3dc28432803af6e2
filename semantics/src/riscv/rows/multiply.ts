/** M: multiplication and division (Unprivileged 20191213, chapter 7). Nothing traps. */
import {
  constant,
  equal,
  extract,
  ite,
  mul,
  sdiv,
  signExtend,
  sortOf,
  srem,
  type Term,
  udiv,
  urem,
  zeroExtend,
} from "@ashlar/logic";
import { type Binary, onWords, registers, XLEN } from "./base.js";
import { type Row, UNPRIVILEGED } from "./row.js";

type Extend = (x: Term, width: number) => Term;

/** The high half of the product of 128 bits. */
const high =
  (extendFirst: Extend, extendSecond: Extend): Binary =>
  (x, y) =>
    extract(mul(extendFirst(x, 2 * XLEN), extendSecond(y, 2 * XLEN)), 2 * XLEN - 1, XLEN);

/** The quotient by zero has all bits set; the least number by -1 is itself, as wrapping has it. */
const quotient: Binary = (x, y) => {
  const width = sortOf(x);
  return ite(equal(y, constant(width, 0)), constant(width, -1), sdiv(x, y));
};

const multiplication = `${UNPRIVILEGED}, 7.1`;
const division = `${UNPRIVILEGED}, 7.2`;

const onDoubles = (name: string, kind: string, section: string, operator: Binary) =>
  registers(name, "0000001", `${kind} rd 0110011`, section, operator);
const onSingles = (name: string, kind: string, section: string, operator: Binary) =>
  registers(name, "0000001", `${kind} rd 0111011`, section, onWords(operator));

export const MULTIPLY_ROWS: Row[] = [
  onDoubles("mul", "000", multiplication, mul),
  onDoubles("mulh", "001", multiplication, high(signExtend, signExtend)),
  onDoubles("mulhsu", "010", multiplication, high(signExtend, zeroExtend)),
  onDoubles("mulhu", "011", multiplication, high(zeroExtend, zeroExtend)),
  onDoubles("div", "100", division, quotient),
  onDoubles("divu", "101", division, udiv),
  onDoubles("rem", "110", division, srem),
  onDoubles("remu", "111", division, urem),
  onSingles("mulw", "000", multiplication, mul),
  onSingles("divw", "100", division, quotient),
  onSingles("divuw", "101", division, udiv),
  onSingles("remw", "110", division, srem),
  onSingles("remuw", "111", division, urem),
];
