/** The way into the kernel and out of it (`board/riscv/trap.S`), on the image as it was linked. */
import type { Proof, Theorem } from "@ashlar/logic/prove";
import { exhibitOf, proveStatement, type Statement } from "@ashlar/proofs/prove";
import { riscv, Unfinished } from "@ashlar/semantics";
import { handlerStatement, startStatement } from "./around.js";
import { callStatement, interruptedStatement, unknownCallStatement } from "./entry.js";
import { exitStatement, idleStatement } from "./exit.js";
import type { Image } from "./image.js";
import { mutantsOf } from "./mutants.js";
import { bootStatement, resumedStatement } from "./round.js";

interface Row {
  readonly name: string;
  readonly says: string;
  readonly statement: (image: Image) => Statement;
  /** Its mutants are in the code from this symbol on, and in the branches to it from another. */
  readonly code: readonly [name: string, from?: string];
  /** Only those of such instructions: others do not matter to it. */
  readonly only?: RegExp;
  /** Something else that is wrong. */
  readonly wrong?: readonly [what: string, statement: (image: Image) => Statement];
}

/** What trap.S calls, and what that calls of the kernel. */
const HANDLERS = [
  ["machine_trap", ["kernel_timer", "kernel_interrupt", "kernel_fault"]],
  ["machine_idle", ["kernel_timer", "kernel_interrupt"]],
  ["machine_unknown_call", ["kernel_noSuchCall"]],
] as const;

const ROWS: readonly Row[] = [
  {
    name: "call",
    says: "A system call keeps where its thread goes on, and its stack pointer, in the thread's page, changes no other memory, and calls the function of that number with the thread's arguments, on an empty stack",
    statement: callStatement,
    code: ["trap_entry"],
  },
  {
    name: "unknown-call",
    says: "A number that no system call has goes to machine_unknown_call in the same way",
    statement: unknownCallStatement,
    code: ["unknown_call", "trap_entry"],
  },
  {
    name: "interrupted",
    says: "An interrupt or a fault keeps all 31 registers and where the thread goes on in its page, changes no other memory, and tells machine_trap what happened",
    statement: interruptedStatement,
    code: ["other_trap", "trap_entry"],
  },
  {
    name: "exit",
    says: "Whoever runs next goes on in user mode where its page says, with all 31 registers from its page, and nothing is reserved that another thread has reserved; of control registers only mepc, mscratch and mstatus change",
    statement: exitStatement,
    code: ["trap_exit"],
  },
  {
    name: "idle",
    says: "Where nobody runs the kernel waits, and no thread is returned to",
    statement: idleStatement,
    code: ["idle", "trap_exit"],
  },
  {
    name: "resumed",
    says: "Who is interrupted and runs next goes on where it was, with all its registers, whatever the kernel has done in between to what is not in its page",
    statement: resumedStatement,
    code: ["other_trap"],
    only: /sd x/,
  },
  {
    name: "boot",
    says: "From reset, whatever registers and memory hold, C is started with its memory, its stack and variables that are zero; traps have their handler; then comes the exit",
    statement: bootStatement,
    code: ["first_hart"],
    only: /sd x|mscratch|x[234],/,
  },
  {
    name: "start",
    says: "machine_start leaves user mode no counters, no delegated traps, no floating point, and by PMP devices with frames, page 0 to read and the memory behind the kernel's words; if the kernel boots it comes back to the exit, with the kernel's memory and its stack",
    statement: startStatement,
    code: ["machine_start"],
    only: /csrrw/,
  },
  ...HANDLERS.map(
    ([name, calls]): Row => ({
      name: `after-${name.replaceAll("_", "-")}`,
      says: `${name} comes back to the exit with the kernel's memory and its stack, and changes no control register that the exit goes by; no trap of a thread's is a panic`,
      statement: (image) => handlerStatement(image, name, calls),
      code: [name],
      only: /mstatus|addi x2,|sdsp x1,/,
      wrong: [
        "a function that does not give the stack back",
        (image) => handlerStatement(image, name, calls, 16),
      ],
    }),
  ),
];

/** All of an image. */
export function trapTheorems(image: Image): Theorem[] {
  return ROWS.map((row) => trapTheorem(image, row));
}

function trapTheorem(
  image: Image,
  { name, says, statement, code, only = /./, wrong }: Row,
): Theorem {
  const id = `machine/kernel/trap/${name}`;
  return {
    ...{ id, says },
    prove: () => proved(() => statement(image)),
    mutants: () => [
      ...[...mutantsOf(image, ...code)]
        .filter(([what]) => only.test(what))
        .map(([what, changes]) => mutant(id, what, () => statement(image.with(changes)))),
      ...(wrong ? [mutant(id, wrong[0], () => wrong[1](image))] : []),
    ],
    exhibit: () => exhibitOf(() => statement(image), [listing(image, code[0])]),
    code: () => image.text,
  };
}

const mutant = (id: string, what: string, build: () => Statement) => ({
  ...{ id: `${id}#${what}`, prove: () => proved(build) },
});

/** Code that does not come to an end is unknown. */
function proved(build: () => Statement): Proof {
  try {
    return proveStatement(build);
  } catch (error) {
    if (error instanceof Unfinished) return { verdict: "unknown", reason: error.reason };
    throw error;
  }
}

function listing(image: Image, name: string) {
  const lines = Array.from(image.straight(image.addressOf(name)), ({ address, instruction }) => ({
    ...{ offset: address, text: riscv.disassemble(instruction, BigInt(address)), source: null },
  }));
  return { name, lines };
}
