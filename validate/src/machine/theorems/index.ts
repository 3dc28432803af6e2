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
  "machine/kernel/trap: nobody writes into the image's instructions and constants; functions of the kernel give back gp, tp, sp and s0, leave what is on their callers' stack, and change satp alone of the control registers (ashlar validate --machine kernel); registers of devices are memory, and the interrupts' controller names no source beyond 1023; mstatus has one value after reset",
];
export const notCovered = [
  "machine/kernel: board/riscv/memory.c, console.c and align.S; images with several domains or other numbers, and by other compiler settings than -O2",
];
