/** All faults to plant in the kernel's source. */
import { fileURLToPath } from "node:url";
import type { Mutant, SourceModule } from "@ashlar/rapilog/mutants";
import { AUTHORITY } from "./authority.js";
import { BINDINGS } from "./bindings.js";
import { BLAME } from "./blame.js";
import { INTERRUPTS } from "./interrupts.js";
import { MEMORY } from "./memory.js";
import { MESSAGES } from "./messages.js";
import { RECLAIMING } from "./reclaiming.js";
import { THREADS } from "./threads.js";

export const KERNEL: SourceModule = {
  room: fileURLToPath(new URL("..", import.meta.resolve("@ashlar/kernel/layout"))),
  folders: ["assembly", "src"],
  name: "kernel",
};

export const FAULTS: readonly Mutant[] = [
  ...[...AUTHORITY, ...MEMORY, ...THREADS],
  ...[...BINDINGS, ...INTERRUPTS, ...BLAME],
  ...[...RECLAIMING, ...MESSAGES],
];
