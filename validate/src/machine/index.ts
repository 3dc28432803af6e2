/** Programs of ours that are made from modules of ours. */
import type { Compiler, Optimization } from "@ashlar/board/riscv";
import type { Layout } from "../layout.js";
import { CLANG_KERNEL_LAYOUT, KERNEL_LAYOUT, kernelSubject } from "./kernel.js";
import { rapilogSubject } from "./rapilog.js";
import type { Subject } from "./subject.js";

export { type EntryTaken, type TakenReport, takenBy } from "./bound/compare.js";
export { judgeKernelMutants, type KernelMutantOptions } from "./mutants/index.js";
export type { Subject };
export { kernelSubject };

type Build = (optimization: Optimization, compiler: Compiler) => Promise<Subject>;

/** By their names; each as a compiler makes it. */
export const SUBJECTS: ReadonlyMap<string, Build> = new Map([
  ["kernel", kernelSubject],
  ["rapilog", rapilogSubject],
]);

/** How programs keep what WebAssembly has where it is not as wasm2c does. */
export const LAYOUTS: ReadonlyMap<string, Layout> = new Map([
  ["kernel", KERNEL_LAYOUT],
  ["kernel-clang", CLANG_KERNEL_LAYOUT],
]);
