/**
 * Any moment at which a trap's code begins: registers, memory, control registers and what is reserved
 * are variables, but for what the kernel keeps so at all times; and what became of it.
 */
import { CALLS_BYTES, LINEAR_MEMORY, MEMORY_MIB, pagesOf, RAM_BASE } from "@ashlar/board/riscv";
import { KERNEL, PAGE_BITS, REGISTER_BITS, THREAD_REGISTERS } from "@ashlar/kernel/layout";
import {
  add,
  all,
  and,
  any,
  arrayOf,
  bitVector,
  boolean,
  concat,
  constant,
  equal,
  FALSE,
  fromBytes,
  not,
  or,
  select,
  shl,
  sub,
  type Term,
  ugt,
  ult,
  variable,
} from "@ashlar/logic";
import { type Obligation, same } from "@ashlar/proofs/prove";
import { riscv, Unfinished } from "@ashlar/semantics";
import { KERNEL_WORDS_BIAS } from "../kernel.js";
import type { Image } from "./image.js";

export const variable64 = (name: string) => variable(name, bitVector(64));
export const long = (value: number | bigint) => constant(64, value);

export const { ra: RA, sp: SP, gp: GP, tp: TP, t0: T0, a0: A0 } = riscv.Register;
export const REGISTERS = Array.from({ length: 31 }, (_, at) => at + 1);
export const { ARGUMENTS } = riscv;

/** What the kernel's C finds in registers: linear memory, its words, and a stack on which nothing is. */
export const KERNEL_REGISTERS: ReadonlyMap<number, number> = new Map([
  [GP, LINEAR_MEMORY],
  [TP, LINEAR_MEMORY + KERNEL + KERNEL_WORDS_BIAS],
  [SP, LINEAR_MEMORY - CALLS_BYTES],
]);

const { Control } = riscv;
export const MSCRATCH = 0x340;
const { mstatus, mepc, mcause, mtval, mie, medeleg, mideleg, mcounteren, scounteren } = Control;

/** Both modes below the machine's have 64 bits; all else is off: floating point, vectors, MPRV. */
const WIDTHS = (2n << 32n) | (2n << 34n);
const [MPIE_AT, INTERRUPT_SOURCES] = [7, 0x880];

/** mstatus with user mode as the one before and interrupts off; all that differs is one bit. */
export const statusOf = (mpie: Term) =>
  concat(constant(56, WIDTHS >> 8n), concat(mpie, constant(MPIE_AT, 0)));

export interface Moment {
  readonly registers: readonly Term[];
  readonly memory: Term;
  readonly control: ReadonlyMap<number, Term>;
  readonly reserved: { readonly address: Term; readonly bytes: Term };
}

/** A trap from user mode has been taken; which, and where, is not known. */
export function anyMoment(image: Image): Moment {
  const anything = riscv.CONTROL_ROWS.filter(({ name }) => /^(satp|pmp|s|mip)/.test(name));
  return {
    registers: [long(0), ...REGISTERS.map((at) => variable64(`x${at}`))],
    memory: variable("memory", arrayOf(64, 8)),
    control: new Map([
      ...anything.map(({ number, name }) => [number, variable64(name)] as const),
      [mstatus, statusOf(constant(1, 0))],
      [mepc, and(variable64("pc"), long(-2))],
      [mcause, variable64("mcause")],
      [mtval, variable64("mtval")],
      [MSCRATCH, variable64("mscratch")],
      [mie, long(INTERRUPT_SOURCES)],
      [Control.mtvec, long(image.addressOf("trap_entry"))],
      ...[medeleg, mideleg, mcounteren, scounteren].map((number) => [number, long(0)] as const),
    ]),
    reserved: { address: variable64("reserved"), bytes: variable("reserved bytes", bitVector(8)) },
  };
}

export const held = ({ control }: Moment, number: number) => control.get(number)!;

/** So many bytes at an address, the lowest first. */
export const load = (memory: Term, address: Term, bytes = 8) =>
  fromBytes(
    Array.from({ length: bytes }, (_, at) => select(memory, add(address, constant(64, at)))),
  );

export const pageAddress = (page: Term) => add(long(LINEAR_MEMORY), shl(page, long(PAGE_BITS)));

/** A page that is memory, and not the first: that is nobody's. */
export const isPage = (page: Term) =>
  and(not(equal(page, long(0))), ult(page, long(pagesOf(MEMORY_MIB))));

/** Where a thread's page has a register; register 0 is where it goes on. */
export const contextPlace = (thread: Term, register: number) =>
  add(thread, long(THREAD_REGISTERS + (register << REGISTER_BITS)));

/** Bytes that are there: RAM, and registers of the clock and of the interrupts' controller. */
const EXTENTS = [
  [RAM_BASE, MEMORY_MIB * 1024 * 1024],
  [0x200_0000, 0x1_0000],
  [0xc00_0000, 0x400_0000],
] as const;
/** An access that is not wholly in one of these is a fault. */
const isOutside = (address: Term, bytes: number) =>
  all(EXTENTS.map(([start, length]) => ugt(sub(address, long(start)), long(length - bytes))));

/** Memory of these bytes, with the image's code. */
export const memoryWith = (image: Image, bytes: Term) =>
  new riscv.TermMemory(bytes, { parcel: (address) => image.parcel(address), isOutside });

interface RunOptions {
  /** What is done instead of a function, by its name. */
  readonly contracts?: Readonly<Record<string, riscv.Contract>>;
  /** Where it ends, beside addresses that are not known. */
  readonly ends?: readonly string[];
}

const C_FUNCTIONS = ["machine_start", "machine_unknown_call", "machine_trap", "machine_idle"];
const STEPS_MAX = 2000;

/** Runs the image from a symbol to where it comes to C, or to user mode. */
export function run(
  image: Image,
  from: string,
  { registers, memory, control, reserved }: Moment,
  { contracts = {}, ends = C_FUNCTIONS }: RunOptions = {},
): riscv.Explored {
  const at = (name: string) => BigInt(image.addressOf(name));
  const stops = new Set(ends.filter((name) => !(name in contracts)).map(at));
  const done = new Map(Object.entries(contracts).map(([name, one]) => [at(name), one]));
  const explored = riscv.explore(
    {
      pc: long(at(from)),
      memory: memoryWith(image, memory),
      registers: (index) => registers[index]!,
      ...{ control, reserved },
    },
    {
      ...{ misaligned: "exception", isNarrow: true, stepsMax: STEPS_MAX },
      stopsAt: (address) => stops.has(address),
      contract: (address) => done.get(address),
    },
  );
  if (explored.kind === "unfinished") throw new Unfinished(explored.reason);
  return explored;
}

/**
 * What a function in C may do, of which nothing but its name is known: registers but for gp, tp and sp, memory, and what control registers
 * say of the last trap and of the address space are as it likes; then it returns.
 */
export function afterC(image: Image, hart: riscv.Hart, name: string): Term {
  const behind = (what: string) => variable64(`${what} behind ${name}`);
  const memory = memoryBehind(name);
  hart.pc = and(hart.register(RA), long(-2));
  hart.registers = hart.registers.map((value, at) =>
    at === 0 || KERNEL_REGISTERS.has(at) ? value : behind(`x${at}`),
  );
  for (const { number, name } of riscv.CONTROL_ROWS)
    if (["satp", "mcause", "mtval"].includes(name)) hart.hold(number, behind(name));
  hart.hold(mepc, and(behind("mepc"), long(-2)));
  hart.memory = memoryWith(image, memory);
  return memory;
}

export const memoryBehind = (name: string) => variable(`memory behind ${name}`, arrayOf(64, 8));

export const memoryOf = ({ hart }: riscv.Arrived) => (hart.memory as riscv.TermMemory).array;

/** The run ends there and nowhere else, in this mode, without an exception. */
export function endsThere(
  { excepted, leftOut }: riscv.Explored,
  end: riscv.Arrived | undefined,
  privilege: riscv.Privilege,
): Obligation[] {
  if (end === undefined) return [{ claim: "it comes to its end", goal: FALSE }];
  const others = [...excepted, ...leftOut].map(({ condition }) => condition);
  return [
    { claim: "it comes to its end", goal: end.condition },
    { claim: "no instruction fails", goal: not(any(others)) },
    { claim: "in the right mode", goal: boolean(end.hart.privilege === privilege) },
  ];
}

/** All control registers are as they were, but for those that these say. */
export function controlIs(
  moment: Moment,
  { hart }: riscv.Arrived,
  changed: ReadonlyMap<number, Term>,
): Obligation[] {
  return riscv.CONTROL_ROWS.map(({ number, name, start }) => {
    const before = moment.control.get(number) ?? long(start);
    return { claim: name, goal: equal(hart.held(number), changed.get(number) ?? before) };
  });
}

export const registersAre = (
  { hart }: riscv.Arrived,
  values: Iterable<readonly [register: number, value: Term]>,
): Obligation[] =>
  same(Array.from(values, ([register, value]) => [`x${register}`, hart.register(register), value]));

/** gp, tp and sp are as the kernel's C finds them. */
export const isInKernel = (end: riscv.Arrived): Obligation[] =>
  registersAre(
    end,
    Array.from(KERNEL_REGISTERS, ([at, value]) => [at, long(value)] as const),
  );

/** The page has these values, and memory is otherwise as it was. */
export function memoryIs(
  moment: Moment,
  end: riscv.Arrived,
  thread: Term,
  saved: Iterable<readonly [register: number, value: Term]>,
): Obligation[] {
  const [memory, rows] = [memoryOf(end), [...saved]];
  // Any address, since any number is how far it is from the thread's page.
  const distance = variable64("distance");
  const anywhere = add(thread, distance);
  const isThere = (register: number) =>
    ult(sub(distance, contextPlace(long(0), register)), long(8));
  const isSaved = any(rows.map(([register]) => isThere(register)));
  const isKept = equal(select(memory, anywhere), select(moment.memory, anywhere));
  return [
    ...same(
      rows.map(([register, value]) => [
        register === 0 ? "where it goes on, in its page" : `x${register}, in its page`,
        load(memory, contextPlace(thread, register)),
        value,
      ]),
    ),
    { claim: "memory elsewhere", goal: or(isSaved, isKept) },
  ];
}
