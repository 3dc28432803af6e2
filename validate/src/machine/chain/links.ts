/**
 * The theorems that a chain of proofs through one entry of the kernel needs, from what the specification
 * guarantees down to the instructions that run.
 */
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import { specificationLinks } from "@ashlar/proofs/kernel/specification";
import { refinementLinks } from "@ashlar/proofs/kernel/theorems";
import type { KernelFunctions } from "../functions/index.js";

/** The links of a chain, from above. */
export const LINKS = [
  "integrity",
  "confidentiality",
  "invariants",
  "specification to wasm",
  "wasm to machine code",
  "way in and out",
] as const;

export type LinkName = (typeof LINKS)[number];

/** Ids of theorems for each link; none: there is nothing to say of this entry. */
export type Needed = Readonly<Record<LinkName, readonly string[]>>;

export const NO_SUCH_CALL = "noSuchCall";
export const BOOT = "boot";

/** Every way into the kernel, by what it exports. */
export const ENTRIES: readonly string[] = [
  ...[...SYSTEM_CALL_NAMES, NO_SUCH_CALL],
  ...["timer", "interrupt", "fault", BOOT],
];

const CALL = ["call", "exit", "idle"];
const DEVICE = ["interrupted", "resumed", "after-machine-trap", "after-machine-idle"];

/** How the machine comes to an entry and leaves it, where that is not a system call. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  [NO_SUCH_CALL]: ["unknown-call", "after-machine-unknown-call", "exit", "idle"],
  timer: [...DEVICE, "exit", "idle"],
  interrupt: [...DEVICE, "exit", "idle"],
  fault: ["interrupted", "after-machine-trap", "exit", "idle"],
  [BOOT]: ["boot", "start", "exit", "idle"],
};

/** What a chain through an entry needs. Booting is nobody's step, and is to make the first state only. */
export function neededFor(entry: string, functions: KernelFunctions): Needed {
  const specified = specificationLinks(entry) ?? {
    ...{ integrity: [], confidentiality: [] },
    invariants: [`spec/invariants/${entry}`, `spec/invariants/${entry}/capabilities`],
  };
  return {
    ...specified,
    "specification to wasm": refinementLinks(entry),
    "wasm to machine code": functions.linksOf(entry),
    "way in and out": (WAYS[entry] ?? CALL).map((name) => `machine/kernel/trap/${name}`),
  };
}
