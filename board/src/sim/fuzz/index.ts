/** Bad calls to the kernel on the simulated machine, by the million. */
export { type Failure, type FuzzOptions, type FuzzReport, fuzz, replayed } from "./fuzz.js";
export { failureIn, failureJson, failureText } from "./report.js";
