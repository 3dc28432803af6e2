/** The whole-system simulator: the real core and service against simulated disks and crashes. */
export type { Action, Trace } from "./actions.js";
export { failureText } from "./failure-text.js";
export { Library, type Oddity } from "./library.js";
export { judgeMutants, type Outcome as MutantOutcome } from "./mutants/index.js";
export { caseNamed, traceOf } from "./profiles.js";
export type { Failure } from "./search.js";
export { type SimulationOptions, type SimulationReport, simulate } from "./simulate.js";
export { newTally, type Tally } from "./tally.js";
