/** What the microkernel must do, as pure functions over terms: they run, and they prove. */
export { type BootRecord, boot, OBJECTS } from "./boot.js";
export { SYSTEM_CALLS, systemCall } from "./entry.js";
export * as fields from "./fields.js";
export { FIELDS, type Field, REFERENCES } from "./fields.js";
export { invariants } from "./invariants.js";
export { type Change, type Lookup, type Place, State } from "./state.js";
export type { Arguments, Outcome } from "./system-call.js";
