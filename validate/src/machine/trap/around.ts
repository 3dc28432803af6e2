/** The C around the kernel (`board/riscv/machine.c`): what it leaves as it must be for the trap's code. */
import {
  CALLS_BYTES,
  DEVICE_BASE,
  DEVICES,
  imageFirstOf,
  LINEAR_MEMORY,
  MEMORY_MIB,
  pagesOf,
} from "@ashlar/board/riscv";
import { PAGE_BITS, PAGE_BYTES } from "@ashlar/kernel/layout";
import {
  add,
  any,
  bigintOf,
  constant,
  equal,
  extract,
  isLiteral,
  not,
  or,
  type Term,
  ult,
} from "@ashlar/logic";
import { type Obligation, type Statement, same } from "@ashlar/proofs/prove";
import { giveUp, riscv } from "@ashlar/semantics";
import { returned } from "./exit.js";
import type { Image } from "./image.js";
import {
  A0,
  afterC,
  anyMoment,
  held,
  isInKernel,
  KERNEL_REGISTERS,
  load,
  long,
  type Moment,
  RA,
  run,
  SP,
  variable64,
} from "./moment.js";

const { Control } = riscv;
const EXIT = "trap_exit";
/** The table of calls, which is none of this. */
const TABLE = LINEAR_MEMORY - CALLS_BYTES;
const STACK_TOP = KERNEL_REGISTERS.get(SP)!;

/** C is called by the trap's code. */
function called(image: Image): Moment {
  const moment = returned(image);
  const registers = moment.registers.map((value, at) =>
    at === RA ? long(image.addressOf(EXIT)) : value,
  );
  return { ...moment, registers };
}

/** The one register that the kernel's functions give back, beside gp, tp and sp. */
const S0 = riscv.Register.s0;

/** What a function of the kernel may do; what is on its callers' stack it leaves. */
function kernelFunction(image: Image, name: string, lost_bytes = 0): riscv.Contract {
  return (hart) => {
    const { memory: before } = hart;
    const [top, s0] = [hart.register(SP), hart.register(S0)];
    if (!isLiteral(top)) return giveUp("where the stack is is not known");
    afterC(image, hart, name);
    hart.setRegister(S0, s0);
    hart.setRegister(SP, add(top, long(lost_bytes)));
    for (let place = Number(bigintOf(top)); place < STACK_TOP; place += 8)
      hart.memory.store(long(place), before.load(long(place), 8));
    return true;
  };
}

/** Control registers that the trap's code goes by. */
const GONE_BY = ["mstatus", "medeleg", "mideleg", "mcounteren", "scounteren", "mie", "mtvec"];

const configured = (image: Image, { hart }: riscv.Arrived): Obligation[] => {
  const moment = anyMoment(image);
  return same(
    riscv.CONTROL_ROWS.filter(({ name }) => GONE_BY.includes(name)).map(({ number, name }) => [
      name,
      hart.held(number),
      held(moment, number),
    ]),
  );
};

/** The interrupts' controller names one of its sources (PLIC 1.0.0: there are up to 1023). */
const [CLAIM, SOURCES] = [0xc20_0004, 1024];
const isSource = (image: Image) =>
  ult(load(anyMoment(image).memory, long(CLAIM), 4), constant(32, SOURCES));

/** Of a function that trap.S calls, which calls some of the kernel's. */
export function handlerStatement(
  image: Image,
  name: string,
  calls: readonly string[],
  /** Of the stack, by each function of the kernel: none, unless that is to be noticed. */
  lost_bytes = 0,
): Statement {
  const contracts = calls.map((one) => [one, kernelFunction(image, one, lost_bytes)] as const);
  const found = run(image, name, called(image), {
    ...{ contracts: Object.fromEntries(contracts), ends: [EXIT, "panic"] },
  });
  return {
    together: true,
    hypotheses: [isSource(image)],
    obligations: returns(image, found, (end) => configured(image, end)),
  };
}

/** However it ends, it is at the exit, with what that goes by. */
function returns(
  image: Image,
  { arrived, excepted, leftOut }: riscv.Explored,
  more: (end: riscv.Arrived) => Obligation[],
): Obligation[] {
  const exit = long(image.addressOf(EXIT));
  const [back, elsewhere] = [true, false].map((isBack) =>
    arrived.filter(({ pc }) => (pc === exit || !isLiteral(pc)) === isBack),
  );
  const wrong = [...elsewhere!, ...excepted, ...leftOut].map(({ condition }) => condition);
  return [
    { claim: "nothing fails, and there is no panic", goal: not(any(wrong)) },
    { claim: "it comes to its end", goal: any(back!.map(({ condition }) => condition)) },
    ...back!.flatMap((end) =>
      [
        { claim: "back to the exit", goal: equal(end.pc, exit) },
        ...isInKernel(end),
        ...more(end),
      ].map((one) => ({ ...one, when: [end.condition] })),
    ),
  ];
}

/** MPP, and MPIE: mstatus must be known, so this is one value that is not the one to be. */
const STATUS_AFTER_RESET = 0x1880n;

/** After reset no more is known than the manual says (Privileged 20211203, 3.4), but for mstatus. */
function afterReset(image: Image): Moment {
  const moment = called(image);
  const { mstatus, mtvec } = Control;
  const status = or(held(moment, mstatus), long(STATUS_AFTER_RESET));
  const unknown = riscv.CONTROL_ROWS.filter(({ name }) => GONE_BY.includes(name));
  const control = new Map([
    ...unknown.map((row) => [row.number, anyOf(row)] as const),
    ...[[mstatus, status] as const, [mtvec, held(moment, mtvec)] as const],
  ]);
  return { ...moment, control };
}

/** Whatever a register can hold. */
function anyOf({ name, start, write }: riscv.ControlRow): Term {
  let value = long(start);
  const none = () => giveUp("a counter");
  const hold = (_number: number, now: Term) => {
    value = now;
  };
  write({ held: () => value, hold, counted: none, setCounted: none }, variable64(name));
  return value;
}

const [READ, WRITE, EXECUTE, RANGE] = [1n, 2n, 4n, 8n];

/** User mode reaches devices that have frames, page 0 to read, and what is behind the kernel's words. */
function fences(): [end: number, rights: bigint][] {
  const devices = DEVICE_BASE * PAGE_BYTES;
  return [
    [devices, 0n],
    [devices + DEVICES * PAGE_BYTES, RANGE | READ | WRITE],
    [LINEAR_MEMORY, 0n],
    [LINEAR_MEMORY + PAGE_BYTES, RANGE | READ],
    [LINEAR_MEMORY + imageFirstOf(MEMORY_MIB) * PAGE_BYTES, RANGE],
    [LINEAR_MEMORY + pagesOf(MEMORY_MIB) * PAGE_BYTES, RANGE | READ | WRITE | EXECUTE],
  ];
}

const [PMP_CONFIGURATION, PMP_ADDRESS, PMP_SHIFT] = [0x3a0, 0x3b0, 2];
/** satp: translation by three levels of page tables, from one in which there is nothing. */
const EMPTY_SPACE = (8n << 60n) | BigInt(LINEAR_MEMORY >>> PAGE_BITS);

export function startStatement(image: Image): Statement {
  const boot = kernelFunction(image, "kernel_boot");
  let space: Term | undefined;
  const moment = afterReset(image);
  const found = run(image, "machine_start", moment, {
    ends: [EXIT, "panic"],
    contracts: {
      kernel_boot: (hart) => {
        space = hart.held(Control.satp);
        return boot(hart);
      },
    },
  });
  const hasBooted = not(
    equal(extract(variable64(`x${A0} behind kernel_boot`), 31, 0), constant(32, 0)),
  );
  const constants = [...image.constants()]
    .filter((place) => place < TABLE || place >= LINEAR_MEMORY - 8)
    .map((place) => equal(load(moment.memory, long(place)), long(image.constant64(place))));
  return {
    together: true,
    hypotheses: [hasBooted, ...constants],
    obligations: [
      ...returns(image, found, (end) => [...configured(image, end), ...fenced(end)]),
      ...same([["no address space yet", space ?? long(0), long(EMPTY_SPACE)]]),
    ],
  };
}

function fenced({ hart }: riscv.Arrived): Obligation[] {
  const rights = fences().reduce((all, [, one], at) => all | (one << BigInt(8 * at)), 0n);
  return same([
    ["rights of the fences", hart.held(PMP_CONFIGURATION), long(rights)],
    ...fences().map(
      ([to], at) =>
        [
          `fence ${at}`,
          hart.held(PMP_ADDRESS + at),
          long(BigInt(to) >> BigInt(PMP_SHIFT)),
        ] as const,
    ),
  ]);
}
