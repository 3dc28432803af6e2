/** A conformance suite for NBD servers: one row per rule of the protocol document. */
export type { Level } from "./rule.js";
export { type Result, type RunOptions, rules, runConformance, type Verdict } from "./run.js";
