/** Kernel and specification side by side, on all cores. */
export type { Step } from "../history.js";
export { replayed } from "../search.js";
export { type CompareOptions, type CompareReport, compare } from "./compare.js";
export { failureText } from "./report.js";
