/** Problems of known kinds, for tests and benchmarks. */
export { Circuit } from "./circuit.js";
export * from "./problems.js";
