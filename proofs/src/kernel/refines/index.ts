/** The theorems about the kernel's code, what they rest on, and what they leave open. */
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import type { Theorem } from "@ashlar/logic/prove";
import { functionsFrom } from "@ashlar/semantics";
import { coreOf, indexOf } from "../../rapilog/core.js";
import { KERNEL_BYTES } from "../kernel.js";
import { bootTheorems } from "./boot.js";
import { CALLS } from "./calls.js";
import { foundTheorem } from "./found.js";
import { functionIndex } from "./names.js";
import { PARTS } from "./parts.js";
import { supposedTheorem } from "./supposed.js";
import { entryId, entryTheorem, partId, partTheorem } from "./theorem.js";

/** What a module of theorems exports. */
export function theorems(): Theorem[] {
  const kernel = coreOf(KERNEL_BYTES);
  return [
    supposedTheorem(kernel),
    foundTheorem(kernel),
    ...PARTS.map((part) => partTheorem(kernel, part)),
    ...CALLS.map((entry) => entryTheorem(kernel, entry)),
    ...bootTheorems(kernel),
  ];
}

/** Theorems on which it rests that an entry's code does what the specification says, stated or not. */
export function refinementLinks(entry: string): string[] {
  const kernel = coreOf(KERNEL_BYTES);
  const { module } = kernel;
  const called = new Set(functionsFrom(module, indexOf(module, entry)));
  const parts = PARTS.filter(({ name }) => called.has(functionIndex(name)));
  const ids = ["supposed", "found", entry].map((name) => `kernel/refines/${name}`);
  const rests = CALLS.filter(({ name, rest }) => name === entry && rest !== undefined);
  const restIds = new Set(rests.map((one) => entryId({ ...one, isRest: true })));
  const pieces = entry === "boot" ? bootTheorems(kernel).map(({ id }) => id) : [];
  return [...ids, ...restIds, ...pieces, ...parts.map(partId)];
}

export const trusted: readonly string[] = [
  "changes that are of fields which their pages have, written into memory, are what the state's fields become (meta-argument in proofs/src/kernel/refines/image.ts); which function is which, is read off the compiler's text (names.ts)",
  "one arbitrary page and slot stand for all: what is proved of a field of any page is so of every page (proofs/src/kernel/refines/entry.ts)",
  "what means nothing may be anything: numbers that no page has are taken to be of no type, what page 0 has for an object to be zero (proofs/src/kernel/refines/relied.ts, regions.ts)",
  "page 0 of memory is all zero: boot makes it so, no entry of which it is proved stores anything there, and histories look (isNothingAtZero in proofs/src/kernel/refines/moment.ts)",
  "the kernel's memory as words in three regions (proofs/src/kernel/refines/region-memory.ts): that every access lies where its form says is proved with each theorem, that the regions are apart follows from their limits",
];

const proved = new Set(CALLS.map(({ name }) => name));
const open = [...new Set(SYSTEM_CALL_NAMES), "interrupt", "fault", "boot"].filter(
  (name) => !proved.has(name),
);

export const notCovered: readonly string[] = [
  `kernel/refines: not stated yet for ${open.join(", ")} (tested beside the specification on random histories)`,
  "kernel/refines/boot: what boot does from its loop over all pages on is not stated",
  "kernel/refines: the invariants are hypotheses there; of which it is proved that steps keep them, spec/invariants says",
];
