/** Into the kernel: what is kept of who is interrupted, and what C is called with. */
import { CALLS_BYTES, LINEAR_MEMORY } from "@ashlar/board/riscv";
import { SYSTEM_CALLS } from "@ashlar/kernel/interface";
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import { add, equal, isLiteral, not, type Term, ult } from "@ashlar/logic";
import type { Obligation, Statement } from "@ashlar/proofs/prove";
import { riscv } from "@ashlar/semantics";
import type { Image } from "./image.js";
import {
  A0,
  ARGUMENTS,
  anyMoment,
  controlIs,
  endsThere,
  held,
  isInKernel,
  isPage,
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
  SP,
  T0,
  variable64,
} from "./moment.js";

const { mcause, mepc, mtval } = riscv.Control;
export const ENVIRONMENT_CALL = 8;
const CALL_BYTES = 4;
const PC = 0;

/** A thread's page, and any moment at which it has trapped. */
export function trapped(image: Image, page = variable64("page")) {
  const thread = pageAddress(page);
  const moment = anyMoment(image);
  const control = new Map([...moment.control, [MSCRATCH, thread]]);
  return { thread, moment: { ...moment, control }, hypotheses: [isPage(page)] };
}

/** What C finds, whatever it is called for. */
function inKernel(image: Image, moment: Moment, found: riscv.Explored, end?: riscv.Arrived) {
  const ends = endsThere(found, end, riscv.Privilege.Machine);
  if (end === undefined) return ends;
  return [
    ...ends,
    ...isInKernel(end),
    ...registersAre(end, [[RA, long(image.addressOf("trap_exit"))]]),
    ...controlIs(moment, end, new Map([[MSCRATCH, long(LINEAR_MEMORY)]])),
  ];
}

const arrivedAt = ({ arrived }: riscv.Explored, address: number) =>
  arrived.find(({ pc }) => pc === long(address));

/** A system call: its place in the table, and the word that the image has there. */
const CALLS = LINEAR_MEMORY - CALLS_BYTES;

export function callStatement(image: Image): Statement {
  const { thread, moment, hypotheses } = trapped(image);
  const number = moment.registers[T0]!;
  const found = run(image, "trap_entry", moment);
  const end = found.arrived.find(({ pc }) => !isLiteral(pc));
  return {
    together: true,
    hypotheses: [
      ...hypotheses,
      equal(held(moment, mcause), long(ENVIRONMENT_CALL)),
      ult(number, long(SYSTEM_CALLS)),
    ],
    obligations: [
      ...inKernel(image, moment, found, end),
      ...(end === undefined
        ? []
        : [
            ...registersAre(
              end,
              ARGUMENTS.map((at) => [at, moment.registers[at]!]),
            ),
            ...memoryIs(moment, end, thread, savedOfCall(moment)),
            ...SYSTEM_CALL_NAMES.map((name, at) => called(image, moment, end, name, at)),
          ]),
    ],
  };
}

const savedOfCall = (moment: Moment): [number, Term][] => [
  [SP, moment.registers[SP]!],
  [PC, add(held(moment, mepc), long(CALL_BYTES))],
];

/** Each number calls the function of that name, as long as nobody has written into the table. */
function called(
  image: Image,
  { registers, memory }: Moment,
  { pc }: riscv.Arrived,
  name: string,
  number: number,
): Obligation {
  const place = CALLS + 8 * number;
  return {
    claim: `${number} calls ${name}`,
    when: [
      equal(registers[T0]!, long(number)),
      equal(load(memory, long(place)), long(image.constant64(place))),
    ],
    goal: equal(pc, long(image.addressOf(`kernel_${name}`))),
  };
}

export function unknownCallStatement(image: Image): Statement {
  const { thread, moment, hypotheses } = trapped(image);
  const number = moment.registers[T0]!;
  const found = run(image, "trap_entry", moment);
  const end = arrivedAt(found, image.addressOf("machine_unknown_call"));
  return {
    together: true,
    hypotheses: [
      ...hypotheses,
      equal(held(moment, mcause), long(ENVIRONMENT_CALL)),
      not(ult(number, long(SYSTEM_CALLS))),
    ],
    obligations: [
      ...inKernel(image, moment, found, end),
      ...(end === undefined
        ? []
        : [
            ...registersAre(end, [
              [A0, moment.registers[A0]!],
              [A0 + 1, moment.registers[A0 + 1]!],
              [A0 + 2, number],
            ]),
            ...memoryIs(moment, end, thread, savedOfCall(moment)),
          ]),
    ],
  };
}

export function interruptedStatement(image: Image): Statement {
  const { thread, moment, hypotheses } = trapped(image);
  const found = run(image, "trap_entry", moment);
  const end = arrivedAt(found, image.addressOf("machine_trap"));
  const saved: [number, Term][] = REGISTERS.map((at) => [at, moment.registers[at]!]);
  return {
    together: true,
    hypotheses: [...hypotheses, not(equal(held(moment, mcause), long(ENVIRONMENT_CALL)))],
    obligations: [
      ...inKernel(image, moment, found, end),
      ...(end === undefined
        ? []
        : [
            ...registersAre(
              end,
              [mcause, mepc, mtval].map((number, at) => [A0 + at, held(moment, number)]),
            ),
            ...memoryIs(moment, end, thread, [...saved, [PC, held(moment, mepc)]]),
          ]),
    ],
  };
}
