/** Out of the kernel: all that a thread is given is its own. */
import { LINEAR_MEMORY } from "@ashlar/board/riscv";
import { KERNEL, KERNEL_CURRENT } from "@ashlar/kernel/layout";
import { and, constant, equal, isLiteral, signExtend, type Term } from "@ashlar/logic";
import { type Obligation, type Statement, same } from "@ashlar/proofs/prove";
import { riscv } from "@ashlar/semantics";
import type { Image } from "./image.js";
import {
  anyMoment,
  contextPlace,
  controlIs,
  endsThere,
  isInKernel,
  isPage,
  KERNEL_REGISTERS,
  load,
  long,
  type Moment,
  MSCRATCH,
  memoryIs,
  pageAddress,
  RA,
  REGISTERS,
  registersAre,
  run,
  statusOf,
} from "./moment.js";

const { mepc, mstatus } = riscv.Control;
const PC = 0;
/** A kernel's word that no address space has. */
const RUNNING = LINEAR_MEMORY + KERNEL + KERNEL_CURRENT;
const RUNNING_BYTES = 4;

/** C has returned: gp, tp and sp are as it got them, all else is as it left it. */
export function returned(image: Image): Moment {
  const moment = anyMoment(image);
  const registers = moment.registers.map((value, at) => {
    const known = KERNEL_REGISTERS.get(at);
    return known === undefined ? value : long(known);
  });
  return { ...moment, registers };
}

/** The page of who runs, as the kernel's words have it. */
export const running = (memory: Term) => signExtend(load(memory, long(RUNNING), RUNNING_BYTES), 64);

export function exitStatement(image: Image): Statement {
  const moment = returned(image);
  const page = running(moment.memory);
  const thread = pageAddress(page);
  const found = run(image, "trap_exit", moment);
  const end = found.arrived.find(({ pc }) => !isLiteral(pc));
  return {
    together: true,
    hypotheses: [isPage(page)],
    obligations: [
      ...endsThere(found, end, riscv.Privilege.User),
      ...(end === undefined ? [] : isThreads(moment, thread, end)),
    ],
  };
}

/** Nothing is left of anybody else in what a thread may read, or notice. */
function isThreads(moment: Moment, thread: Term, end: riscv.Arrived): Obligation[] {
  const context = (register: number) => load(moment.memory, contextPlace(thread, register));
  const pc = and(context(PC), long(-2));
  return [
    { claim: "it goes on where its page says", goal: equal(end.pc, pc) },
    ...registersAre(
      end,
      REGISTERS.map((at) => [at, context(at)]),
    ),
    ...controlIs(
      moment,
      end,
      new Map([
        [mepc, pc],
        [MSCRATCH, thread],
        [mstatus, statusOf(constant(1, 1))],
      ]),
    ),
    ...same([
      ["what is reserved", end.hart.reservedAddress, long(RUNNING)],
      ["how much is reserved", end.hart.reservedBytes, constant(8, RUNNING_BYTES)],
    ]),
    ...memoryIs(moment, end, thread, []),
  ];
}

export function idleStatement(image: Image): Statement {
  const moment = returned(image);
  const found = run(image, "trap_exit", moment);
  const end = found.arrived.find(({ pc }) => pc === long(image.addressOf("machine_idle")));
  return {
    together: true,
    hypotheses: [equal(running(moment.memory), long(0))],
    obligations: [
      ...endsThere(found, end, riscv.Privilege.Machine),
      ...(end === undefined
        ? []
        : [
            ...isInKernel(end),
            ...registersAre(end, [[RA, long(image.addressOf("trap_exit"))]]),
            ...controlIs(moment, end, new Map()),
            ...memoryIs(moment, end, long(0), []),
          ]),
    ],
  };
}
