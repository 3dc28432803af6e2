/** Programs of ours that are made from modules of ours. */
import type { Optimization } from "@ashlar/board/riscv";
import type { Layout } from "../layout.js";
import { KERNEL_LAYOUT, kernelSubject } from "./kernel.js";
import { rapilogSubject } from "./rapilog.js";
import type { Subject } from "./subject.js";

export type { Subject };

/** By their names; each as the board's compiler makes it. */
export const SUBJECTS: ReadonlyMap<string, (level: Optimization) => Promise<Subject>> = new Map([
  ["kernel", kernelSubject],
  ["rapilog", rapilogSubject],
]);

/** How programs keep what WebAssembly has where it is not as wasm2c does. */
export const LAYOUTS: ReadonlyMap<string, Layout> = new Map([["kernel", KERNEL_LAYOUT]]);
