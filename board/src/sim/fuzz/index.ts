/** Bad calls to the kernel on the simulated machine, by the million. */

export type { Step } from "./draw.js";
export { type FuzzOptions, type FuzzReport, fuzz, replayed } from "./fuzz.js";
export { failureText } from "./report.js";
