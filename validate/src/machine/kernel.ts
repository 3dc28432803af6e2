/**
 * The microkernel's image: how it keeps what WebAssembly has, and what its imports are. C knows it from
 * `board/riscv/wasm.h` and `address-space.h`, the machine from `trap.S`; here it is stated once more,
 * since what a proof is about must not be read off what is proved.
 *
 * The kernel runs in machine mode with interrupts off, where satp changes no address of its own.
 */
import {
  buildKernel,
  type Compiler,
  kernelModule,
  LINEAR_MEMORY,
  type Optimization,
} from "@ashlar/board/riscv";
import { KERNEL, PAGE_BITS } from "@ashlar/kernel/layout";
import { riscv } from "@ashlar/semantics";
import type { Layout, Step } from "../layout.js";
import type { Subject } from "./subject.js";

const { gp: GP, tp: TP } = riscv.Register;
/** tp is so many bytes behind the kernel's words (`trap.S`): there is the page of the running thread. */
export const KERNEL_WORDS_BIAS = 4;
/** s1 to s11: a trap's exit loads all registers, so gcc is told that nobody gives these back. */
const UNSAVED = [9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];

const SATP = 0x180;
/** Translation by three levels of page tables, from a root table in physical page 0 on. */
const SV39 = 8n << 60n;
const FENCE: Step = { kind: "fence" };

export const KERNEL_LAYOUT: Layout = {
  hasInstance: false,
  isMemoryFixed: true,
  memory: {
    ...{ kind: "address", address: LINEAR_MEMORY },
    registers: [
      { register: GP, offset: 0 },
      { register: TP, offset: KERNEL + KERNEL_WORDS_BIAS },
    ],
  },
  globals: ["g0", "g1", "g2"].map((symbol) => ({ kind: "symbol", symbol })),
  unsaved: UNSAVED,
  inline: [
    {
      ...{ module: "machine", name: "setAddressSpace" },
      steps: [
        {
          ...{ kind: "control", register: SATP, parameter: 0 },
          plus: SV39 + BigInt(LINEAR_MEMORY >>> PAGE_BITS),
        },
        FENCE,
      ],
    },
    { module: "machine", name: "fence", steps: [FENCE] },
  ],
  library: [
    { symbol: "wasm_fill", does: "memory.fill" },
    { symbol: "wasm_copy", does: "memory.copy" },
  ],
};
/** Clang cannot be told, so functions of the kernel keep what the convention says. */
export const CLANG_KERNEL_LAYOUT: Layout = { ...KERNEL_LAYOUT, unsaved: [] };

/** A page of text and one of data: what the first thread runs is no part of the kernel. */
const NO_PROGRAM = { bytes: new Uint8Array(8192), textPages: 1 };

/** The kernel as a compiler makes it for the board. */
export async function kernelSubject(
  optimization: Optimization,
  compiler: Compiler = "gcc",
): Promise<Subject> {
  const { elf } = await buildKernel(NO_PROGRAM, { compiler, optimization });
  return {
    ...{ name: "kernel", module: new Uint8Array(kernelModule()) },
    ...{ program: new Uint8Array(elf) },
    layout: compiler === "clang" ? CLANG_KERNEL_LAYOUT : KERNEL_LAYOUT,
  };
}
