/** The dependable log buffer: `rapilog.wasm` and the classes that its drivers use it through. */
export { PAGE_BYTES, RECORD_BYTES_MAX, SECTOR_BYTES } from "./format.js";
export {
  Fault,
  Log,
  type LogOptions,
  RangeKind,
  Recover,
  SEQUENCE_UNKNOWN,
  type Segment,
  Source,
  Verdict,
} from "./log.js";
export { Batch, Plan, type PlanOptions, type Run } from "./plan.js";
export { instantiate, type RapilogExports } from "./wasm.js";
