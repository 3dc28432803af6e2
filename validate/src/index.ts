/** Whether RISC-V machine code computes what a WebAssembly module computes. */
export type { Layout, Place } from "./layout.js";
export type {
  Counterexample,
  FunctionReport,
  Refusal,
  Report,
  Validation,
  Verdict,
} from "./report.js";
export { type ValidateOptions, validate } from "./validate.js";
