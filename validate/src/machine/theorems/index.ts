/**
 * The theorems about the kernel's image, `machine/…`. Loading this builds it, by the board's compiler:
 * where that is not installed the error says so.
 */
import { COMPILER, requirePrograms } from "@ashlar/board/riscv";
import type { Theorem } from "@ashlar/logic/prove";
import { boundTheorems } from "../bound/index.js";
import { KernelFunctions } from "../functions/index.js";
import { kernelSubject } from "../kernel.js";
import { imageOf } from "../trap/image.js";
import { trapTheorems } from "../trap/index.js";

requirePrograms(COMPILER);

const subject = await kernelSubject(2);
const image = imageOf(subject.program);

export const functions = new KernelFunctions(subject);

/** What a module of theorems exports. */
export const theorems = (): Theorem[] => [
  ...trapTheorems(image),
  ...boundTheorems(image),
  ...functions.theorems(),
];

export const trusted = [
  "the meaning of RISC-V instructions, semantics/src/riscv/ (tested against QEMU and the official tests), one hart, without protection of physical memory",
  "machine/kernel/NAME: of the functions that one calls the same is supposed, by induction on the number of calls; the image is laid out as validate/src/machine/kernel.ts says; wasm_fill and wasm_copy (board/riscv/memory.c) do what memory.fill and memory.copy do, machine_setInterrupts and machine_armTimer change nothing of the kernel's; the stack is large enough (machine/kernel/stack says how much it takes)",
  "machine/kernel/bound, machine/kernel/stack: the longest way through the graph of instructions is computed (validate/src/machine/bound/); how often loops go round is proved; no instruction of the kernel's own fails (kernel/refines), and every function gives the stack back as it was",
  "machine/kernel/trap: nobody writes into the image's instructions and constants; functions of the kernel give back gp, tp, sp and s0, leave what is on their callers' stack, and change satp alone of the control registers (machine/kernel/NAME); registers of devices are memory, and the interrupts' controller names no source beyond 1023; mstatus has one value after reset",
];
export const notCovered = [
  "machine/kernel: board/riscv/memory.c, console.c and align.S; images with several domains or other numbers, and by other compiler settings than -O2 (ashlar validate --machine kernel validates their functions); how long booting takes",
];
