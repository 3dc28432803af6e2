/** Single random instructions whose accesses and jumps stay where they may be. */
import type { Random } from "@ashlar/rapilog/random";
import { Control } from "../control/fields.js";
import { type Operands, operandsIn, type Pattern, wordOf } from "../rows/pattern.js";
import type { Row, ShortRow } from "../rows/row.js";
import { ROWS, SHORT_ROWS } from "../rows/table.js";

/** What a block's registers are for: nothing else may be written to those that hold addresses. */
export interface Bases {
  /** Where the first and the middle byte of the block's memory are: x2 and one of x8 to x15. */
  readonly first: number;
  readonly middle: number;
  /** An aligned place in it. */
  readonly aligned: number;
  /** Some address where there is no memory. */
  readonly nowhere: number;
}

export const SCRATCH_BYTES = 512;

type AnyRow = Row | ShortRow;

const isShortRow = (row: AnyRow): row is ShortRow => "expansion" in row;
const all: readonly AnyRow[] = [...ROWS, ...SHORT_ROWS];
const nameOf = (row: AnyRow) => (isShortRow(row) ? row.expansion.split(" ")[0]! : row.name);
const isJump = (row: AnyRow) => /^(jal|jalr|b(eq|ne|lt|ge)u?)$/.test(nameOf(row));
const isAccess = (row: AnyRow) => /imm\((rs1|x2)\)/.test(row.syntax) && !isJump(row);
const isAtomic = (row: AnyRow) => row.syntax.includes(",(rs1)");
const isControl = (row: AnyRow) => row.syntax.includes("csr");
const isSystem = (row: AnyRow) => /^(ecall|ebreak|[ms]ret|wfi|sfence\.vma)$/.test(nameOf(row));
const others = [isJump, isAccess, isAtomic, isControl, isSystem];

/** Before version 8.0 QEMU counts on into the upper word where the lower one is zero. */
const WRONG_IN_QEMU = ["ctzw"];

const COMPUTING = all.filter(
  (row) => !others.some((is) => is(row)) && !WRONG_IN_QEMU.includes(row.name),
);
const ACCESSES = all.filter(isAccess);
const BRANCHES = all.filter((row) => isJump(row) && row.syntax.includes("target"));
const UPDATES = ROWS.filter(({ name }) => name.startsWith("amo"));
const CONTROLS = ROWS.filter(isControl);
const CONTROLS_BY_NUMBER = CONTROLS.filter(({ syntax }) => syntax.endsWith("imm"));
export const RESERVING = ROWS.filter(({ name }) => name.startsWith("lr."));
export const CONDITIONAL = ROWS.filter(({ name }) => name.startsWith("sc."));

const MHARTID = 0xf14;

/** Registers whose whole value is compared, and which neither trap nor disturb the driver. */
const COMPARED: readonly number[] = [
  ...[Control.mepc, Control.mcause, Control.mtval, Control.mstatus, Control.sstatus],
  ...[0x140, Control.sepc, Control.scause, Control.stval, Control.stvec],
  ...[Control.mcounteren, Control.scounteren, 0x301, MHARTID],
];

/**
 * Where QEMU 7.2 holds bits that our harts do not have (or, of an address, that no hart may have),
 * only numbers without them are written: vectors' state, odd addresses, a reserved mode, and
 * counters of events. What is read-only is exempt too: there QEMU allows writes of a register that
 * holds zero, which the manual does not (9.1).
 */
const RESTRICTED = new Map<number, number>([
  [Control.mstatus, 0x1f],
  [Control.sstatus, 0x1f],
  [Control.mepc, 0x1e],
  [Control.sepc, 0x1e],
  [Control.stvec, 0x1d],
  [Control.mcounteren, 0x07],
  [Control.scounteren, 0x07],
  [MHARTID, 0x1f],
]);

export class Choice {
  constructor(
    readonly random: Random,
    readonly bases: Bases,
  ) {}

  /** A register that may be written. */
  destination(isShort = false): number {
    const { random, bases } = this;
    for (;;) {
      const register = isShort ? 8 + random.below(8) : random.below(32);
      if (!Object.values(bases).includes(register)) return register;
    }
  }

  /** One that may hold an address for a moment. */
  place(): number {
    return this.destination() || this.place();
  }

  /** Random operands, with the destination one that may be written. */
  operands({ pattern }: AnyRow): Operands {
    for (;;) {
      const word = (this.random.below(2 ** 32) & ~pattern.mask) | pattern.match;
      const operands = operandsIn(pattern.bits === 16 ? word & 0xffff : word >>> 0, pattern);
      if (operands === undefined) continue;
      this.#spare(operands, pattern);
      if (operandsIn(wordOf(operands, pattern), pattern) !== undefined) return operands;
    }
  }

  #spare(operands: Operands, { pieces, short }: Pattern): void {
    const writes = pieces.filter(({ field }) => field === "rd");
    if (writes.length === 0) return;
    operands.rd = this.destination(short.has("rd"));
    // Where both are in the same bits they are one register.
    if (pieces.some(({ field, from }) => field === "rs1" && from === writes[0]!.from))
      operands.rs1 = operands.rd;
  }

  computing(): number {
    for (;;) {
      const row = this.random.pick(COMPUTING);
      if (row.name === "c.addi16sp" && Object.values(this.bases).includes(2)) continue;
      return wordOf(this.operands(row), row.pattern);
    }
  }

  access(): number {
    for (;;) {
      const row = this.random.pick(ACCESSES);
      const operands = this.operands(row);
      if (this.#isPlaced(row, operands)) return wordOf(operands, row.pattern);
    }
  }

  /** Sets the base, and the offset where it would be outside. */
  #isPlaced(row: AnyRow, operands: Operands): boolean {
    const { random, bases } = this;
    if (row.syntax.includes("(x2)")) return bases.first === 2 && operands.imm + 8 <= SCRATCH_BYTES;
    if (isShortRow(row)) {
      operands.rs1 = bases.middle;
      return operands.imm + 8 <= SCRATCH_BYTES / 2;
    }
    const half = SCRATCH_BYTES / 2;
    const isNowhere = random.chance(0.02);
    operands.rs1 = isNowhere ? bases.nowhere : bases.middle;
    operands.imm = random.below(SCRATCH_BYTES - 8) - half;
    // Of a misaligned access that faults QEMU names another byte.
    if (isNowhere || random.chance(0.7)) operands.imm &= ~7;
    return true;
  }

  /** An atomic access of one place. */
  atomic(row: Row): number {
    return wordOf({ ...this.operands(row), rs1: this.bases.aligned }, row.pattern);
  }

  update(): number {
    return this.atomic(this.random.pick(UPDATES));
  }

  control(): number {
    const csr = this.random.pick(COMPARED);
    const allowed = RESTRICTED.get(csr);
    const row = this.random.pick(allowed === undefined ? CONTROLS : CONTROLS_BY_NUMBER);
    const operands = { ...this.operands(row), csr };
    if (allowed !== undefined) operands.imm &= allowed;
    return wordOf(operands, row.pattern);
  }

  /** A branch or jump, whose distance is filled in later. */
  branch(): { row: AnyRow; operands: Operands } {
    const row = this.random.pick(BRANCHES);
    return { row, operands: this.operands(row) };
  }
}
