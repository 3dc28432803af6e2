/** Records that say what they are, a workload of them, and the judge of what became of them. */
export { Baseline } from "./baseline.js";
export type { Finding, Tally, Verdict } from "./finding.js";
export { History, PROMISES, type Promise_ } from "./history.js";
export { judge, type Rules } from "./judge.js";
export { nameOf, type Operation, type OperationName, type Write } from "./operation.js";
export { planOperation, type Workload } from "./plan.js";
export { encodeRecord, SECTOR_BYTES } from "./sector.js";
export { Survey } from "./survey.js";
