/** What the microkernel must do, as pure functions over terms: they run, and they prove. */
export { type BootRecord, boot, type FirstPages, firstPages } from "./boot.js";
export { fault, interrupt, systemCall, timer } from "./entry.js";
export type { Field } from "./fields.js";
export * as fields from "./fields.js";
export { invariants, objectInvariants, pageInvariants, referenceInvariants } from "./invariants.js";
export * as mapping from "./mapping.js";
export { areSoundPages, ownEnd, placeInvariants } from "./place-invariants.js";
export { isNobodyBetween } from "./queue-invariants.js";
export { REFERENCES, type Reference } from "./references.js";
export { type Cases, type Change, type Lookup, type Place, State } from "./state.js";
export { type Arguments, named, object } from "./system-call.js";
