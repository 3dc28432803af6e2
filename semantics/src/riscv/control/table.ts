/**
 * The control and status registers: one row says what reads give and what writes keep (Privileged
 * 20211203, chapters 2 to 4). A field that the manual leaves to implementations (WARL) holds legal
 * values only, and one that is not implemented is zero.
 */
import { and, constant, equal, extract, ite, not, or, type Term } from "@ashlar/logic";
import { PRIVILEGED } from "../rows/row.js";
import { Control, masksOf, Status } from "./fields.js";

/** What rows read and write: the registers that are held, by their numbers. */
export interface Holder {
  held(number: number): Term;
  hold(number: number, value: Term): void;
  /** Instructions or cycles so far. */
  counted(number: number): Term;
  setCounted(number: number, value: Term): void;
}

export interface ControlRow {
  readonly number: number;
  readonly name: string;
  readonly section: string;
  /** What it holds after reset, where that is held. */
  readonly start: bigint;
  readonly read: (holder: Holder) => Term;
  readonly write: (holder: Holder, value: Term) => void;
}

const ALL = (1n << 64n) - 1n;
const bits = (value: bigint) => constant(64, value);

type Legal = (old: Term, value: Term) => Term;

/** A register that holds the bits of a mask. */
function held(
  number: number,
  name: string,
  section: string,
  mask = ALL,
  {
    start = 0n,
    legal = (_old: Term, value: Term) => value,
  }: { start?: bigint; legal?: Legal } = {},
): ControlRow {
  const write = (holder: Holder, value: Term) => {
    const old = holder.held(number);
    const merged = or(and(old, bits(ALL ^ mask)), and(value, bits(mask)));
    holder.hold(number, legal(old, merged));
  };
  const read = (holder: Holder) => holder.held(number);
  return { number, name, section: `${PRIVILEGED}, ${section}`, start, read, write };
}

/** Bits of another register: those of a mask, or of what a third one holds. */
function view(
  number: number,
  name: string,
  section: string,
  of: number,
  mask: (holder: Holder) => Term,
  writable = mask,
): ControlRow {
  const read = (holder: Holder) => and(holder.held(of), mask(holder));
  const write = (holder: Holder, value: Term) => {
    const changed = writable(holder);
    holder.hold(of, or(and(holder.held(of), not(changed)), and(value, changed)));
  };
  return { number, name, section: `${PRIVILEGED}, ${section}`, start: 0n, read, write };
}

/** Always the same; writes, where the number allows them, change nothing. */
function fixed(number: number, name: string, section: string, value = 0n): ControlRow {
  const read = () => bits(value);
  return { number, name, section: `${PRIVILEGED}, ${section}`, start: 0n, read, write: () => {} };
}

function counter(number: number, name: string, section: string, of: number): ControlRow {
  const read = (holder: Holder) => holder.counted(of);
  const write = (holder: Holder, value: Term) => holder.setCounted(of, value);
  return { number, name, section: `${PRIVILEGED}, ${section}`, start: 0n, read, write };
}

const many = (count: number, make: (index: number) => ControlRow, first = 0) =>
  Array.from({ length: count }, (_, index) => make(index + first));

const SUPERVISOR_STATUS = masksOf(Status.SIE, Status.SPIE, Status.SPP, Status.SUM, Status.MXR);
const MACHINE_STATUS =
  SUPERVISOR_STATUS |
  masksOf(Status.MIE, Status.MPIE, Status.MPP, Status.MPRV, Status.TVM, Status.TW, Status.TSR);
/** Both modes below have 64 bits. */
const WIDTHS = (2n << BigInt(Status.UXL.at)) | (2n << BigInt(Status.SXL.at));
const UXL = 2n << BigInt(Status.UXL.at);

/** RV64 with A, C, I, M, S, U. */
export const EXTENSIONS = [..."ACIMSU"].reduce(
  (mask, letter) => mask | (1n << BigInt(letter.charCodeAt(0) - "A".charCodeAt(0))),
  2n << 62n,
);

/** 2 is no mode: where it is written, MPP stays what it was. */
const legalStatus: Legal = (old, value) => {
  const { at } = Status.MPP;
  const isNoMode = equal(extract(value, at + 1, at), constant(2, 2));
  const mask = bits(masksOf(Status.MPP));
  return ite(isNoMode, or(and(value, not(mask)), and(old, mask)), value);
};

/** Bare or Sv39; a write of another mode has no effect (4.1.11). */
const legalTranslation: Legal = (old, value) => {
  const mode = extract(value, 63, 60);
  const isLegal = or(equal(mode, constant(4, 0)), equal(mode, constant(4, 8)));
  return ite(isLegal, value, old);
};

/** Direct or vectored: the second bit of the mode is zero. */
const VECTOR = ALL ^ 2n;
const EVEN = ALL ^ 1n;
const SUPERVISOR_INTERRUPTS = 0x222n;
const INTERRUPTS = 0xaaan;
/** What may be delegated: all that this hart raises, but not calls from machine mode. */
const DELEGABLE = 0xb3ffn;
const COUNTERS = 7n;
const PMP_ADDRESS = (1n << 54n) - 1n;

const always = (mask: bigint) => () => bits(mask);
const delegated = (holder: Holder) => holder.held(Control.mideleg);
const delegatedSoftware = (holder: Holder) => and(delegated(holder), bits(2n));

const SUPERVISOR: ControlRow[] = [
  view(
    Control.sstatus,
    "sstatus",
    "4.1.1",
    Control.mstatus,
    always(SUPERVISOR_STATUS | UXL),
    always(SUPERVISOR_STATUS),
  ),
  view(Control.sie, "sie", "4.1.3", Control.mie, delegated),
  held(Control.stvec, "stvec", "4.1.2", VECTOR),
  held(Control.scounteren, "scounteren", "4.1.5", COUNTERS),
  fixed(0x10a, "senvcfg", "4.1.10"),
  held(0x140, "sscratch", "4.1.6"),
  held(Control.sepc, "sepc", "4.1.7", EVEN),
  held(Control.scause, "scause", "4.1.8"),
  held(Control.stval, "stval", "4.1.9"),
  view(Control.sip, "sip", "4.1.3", Control.mip, delegated, delegatedSoftware),
  held(Control.satp, "satp", "4.1.11", ALL, { legal: legalTranslation }),
];

const MACHINE: ControlRow[] = [
  held(Control.mstatus, "mstatus", "3.1.6", MACHINE_STATUS, { start: WIDTHS, legal: legalStatus }),
  fixed(0x301, "misa", "3.1.1", EXTENSIONS),
  held(Control.medeleg, "medeleg", "3.1.8", DELEGABLE),
  held(Control.mideleg, "mideleg", "3.1.8", SUPERVISOR_INTERRUPTS),
  held(Control.mie, "mie", "3.1.9", INTERRUPTS),
  held(Control.mtvec, "mtvec", "3.1.7", VECTOR),
  held(Control.mcounteren, "mcounteren", "3.1.11", COUNTERS),
  fixed(0x30a, "menvcfg", "3.1.18"),
  fixed(0x320, "mcountinhibit", "3.1.12"),
  held(0x340, "mscratch", "3.1.13"),
  held(Control.mepc, "mepc", "3.1.14", EVEN),
  held(Control.mcause, "mcause", "3.1.15"),
  held(Control.mtval, "mtval", "3.1.16"),
  held(Control.mip, "mip", "3.1.9", SUPERVISOR_INTERRUPTS),
  held(0x3a0, "pmpcfg0", "3.7.1"),
  held(0x3a2, "pmpcfg2", "3.7.1"),
  ...many(16, (at) => held(0x3b0 + at, `pmpaddr${at}`, "3.7.1", PMP_ADDRESS)),
  ...many(4, (at) => fixed(0x7a0 + at, at === 0 ? "tselect" : `tdata${at}`, "2.2")),
  fixed(0xf11, "mvendorid", "3.1.2"),
  fixed(0xf12, "marchid", "3.1.3"),
  fixed(0xf13, "mimpid", "3.1.4"),
  fixed(0xf14, "mhartid", "3.1.5"),
  fixed(0xf15, "mconfigptr", "3.1.17"),
];

const PERFORMANCE: ControlRow[] = [
  counter(Control.mcycle, "mcycle", "3.1.10", Control.mcycle),
  counter(Control.minstret, "minstret", "3.1.10", Control.minstret),
  counter(Control.cycle, "cycle", "2.2", Control.mcycle),
  counter(Control.time, "time", "2.2", Control.time),
  counter(Control.instret, "instret", "2.2", Control.minstret),
  ...many(29, (at) => fixed(0xb00 + at, `mhpmcounter${at}`, "3.1.10"), 3),
  ...many(29, (at) => fixed(0x320 + at, `mhpmevent${at}`, "3.1.10"), 3),
  ...many(29, (at) => fixed(0xc00 + at, `hpmcounter${at}`, "2.2"), 3),
];

export const CONTROL_ROWS: readonly ControlRow[] = [...SUPERVISOR, ...MACHINE, ...PERFORMANCE];

const byNumber = new Map(CONTROL_ROWS.map((row) => [row.number, row]));

export function controlRow(number: number): ControlRow | undefined {
  return byNumber.get(number);
}

export function controlName(number: number): string | undefined {
  return byNumber.get(number)?.name;
}
