/** Into the kernel, through what C may do there, and out again. */
import { LINEAR_MEMORY } from "@ashlar/board/riscv";
import { add, constant, equal, not, or, select, sub, type Term, ult } from "@ashlar/logic";
import { type Obligation, type Statement, same } from "@ashlar/proofs/prove";
import { riscv } from "@ashlar/semantics";
import { ENVIRONMENT_CALL, trapped } from "./entry.js";
import { running } from "./exit.js";
import type { Image } from "./image.js";
import {
  afterC,
  anyMoment,
  contextPlace,
  endsThere,
  held,
  isInKernel,
  load,
  long,
  MSCRATCH,
  memoryBehind,
  memoryOf,
  REGISTERS,
  registersAre,
  run,
  variable64,
} from "./moment.js";

/** Who is interrupted and runs next, with the registers that were kept of it, notices nothing. */
export function resumedStatement(image: Image): Statement {
  const memory = memoryBehind("machine_trap");
  const { thread, moment, hypotheses } = trapped(image, running(memory));
  let kept: Term | undefined;
  const trap: riscv.Contract = (hart) => {
    kept = (hart.memory as riscv.TermMemory).array;
    afterC(image, hart, "machine_trap");
    return true;
  };
  const found = run(image, "trap_entry", moment, { contracts: { machine_trap: trap } });
  const end = found.arrived.find(({ hart }) => hart.privilege === riscv.Privilege.User);
  const places = [0, ...REGISTERS].map((register) => contextPlace(thread, register));
  const areKept = places.map((place) => equal(load(memory, place), load(kept!, place)));
  return {
    together: true,
    hypotheses: [
      ...[...hypotheses, ...areKept],
      not(equal(held(moment, riscv.Control.mcause), long(ENVIRONMENT_CALL))),
    ],
    obligations: [
      ...endsThere(found, end, riscv.Privilege.User),
      ...(end === undefined
        ? []
        : [
            { claim: "where it was", goal: equal(end.pc, held(moment, riscv.Control.mepc)) },
            ...registersAre(
              end,
              REGISTERS.map((at) => [at, moment.registers[at]!]),
            ),
          ]),
    ],
  };
}

/** From reset, in whatever state registers and memory are. */
export function bootStatement(image: Image): Statement {
  const moment = anyMoment(image);
  let started: riscv.Hart | undefined;
  const start: riscv.Contract = (hart) => {
    started = hart.fork();
    afterC(image, hart, "machine_start");
    return true;
  };
  const found = run(image, "boot", moment, {
    contracts: { machine_start: start },
    ends: ["trap_exit"],
  });
  const [end] = found.arrived;
  return {
    together: true,
    hypotheses: [],
    obligations: [
      ...endsThere(found, end, riscv.Privilege.Machine),
      ...(end === undefined || started === undefined
        ? []
        : [
            ...same([["it goes on at the exit", end.pc, long(image.addressOf("trap_exit"))]]),
            ...isInKernel(end),
            ...startsC(image, moment.memory, { ...end, hart: started }),
          ]),
    ],
  };
}

/** What C may rely on when it starts. */
function startsC(image: Image, before: Term, start: riscv.Arrived): Obligation[] {
  const [from, to] = ["bss_start", "bss_end"].map((name) => image.addressOf(name));
  const distance = variable64("distance");
  const anywhere = add(long(from!), distance);
  const isZeroed = ult(distance, sub(long(to!), long(from!)));
  const now = select(memoryOf(start), anywhere);
  return [
    ...isInKernel(start),
    ...same([
      ["mscratch", start.hart.held(MSCRATCH), long(LINEAR_MEMORY)],
      ["mtvec", start.hart.held(riscv.Control.mtvec), long(image.addressOf("trap_entry"))],
    ]),
    {
      claim: "variables that begin as zero",
      when: [isZeroed],
      goal: equal(now, constant(8, 0)),
    },
    { claim: "memory elsewhere", goal: or(isZeroed, equal(now, select(before, anywhere))) },
  ];
}
