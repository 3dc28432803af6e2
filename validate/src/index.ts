/** Whether RISC-V machine code computes what a WebAssembly module computes. */
export { ValidatorPool } from "./all/pool.js";
export { type ValidateAllOptions, validateAll } from "./all/validate-all.js";
export { type Foundation, foundationsOf, isWhole } from "./composition.js";
export {
  type Chunk,
  type ChunkState,
  type Explanation,
  explanationOf,
} from "./explain/explanation.js";
export type { Line } from "./explain/region.js";
export type { Cut, Step } from "./explain/step.js";
export type { Layout, Place } from "./layout.js";
export type {
  Counterexample,
  FunctionReport,
  Refusal,
  Report,
  Supposed,
  Validation,
  Verdict,
} from "./report.js";
export { type ValidateOptions, validate } from "./validate.js";
