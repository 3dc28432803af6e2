/**
 * The theorems about the kernel's image, `machine/…`. Loading this builds it, by the board's compiler:
 * where that is not installed the error says so.
 */
import { COMPILER, requirePrograms } from "@ashlar/board/riscv";
import type { Theorem } from "@ashlar/logic/prove";
import { riscv } from "@ashlar/semantics";
import { kernelSubject } from "../kernel.js";
import { Image } from "../trap/image.js";
import { trapTheorems } from "../trap/index.js";

requirePrograms(COMPILER);

const reading = riscv.readElf((await kernelSubject(2)).program);
if (reading.kind === "fault") throw reading.fault;
const image = new Image(reading.program);

/** What a module of theorems exports. */
export const theorems = (): Theorem[] => trapTheorems(image);

export const trusted = [
  "the meaning of RISC-V instructions, semantics/src/riscv/ (tested against QEMU and the official tests), one hart, without protection of physical memory",
  "machine/kernel/trap: while the kernel runs, mstatus, medeleg, mideleg, mcounteren, scounteren, mie and mtvec are as the start of board/riscv/machine.c leaves them; the image's instructions and its table of calls are not written; C keeps gp, tp and sp",
];
export const notCovered = [
  "machine/kernel: board/riscv/machine.c, memory.c, console.c and align.S; that C keeps gp, tp and sp where it is no WebAssembly function's",
];
