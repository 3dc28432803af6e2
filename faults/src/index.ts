/** The power-fault laboratory: disks that fail on purpose, and how to tell what was lost. */
export * as blackbox from "./blackbox/index.js";
export * as disk from "./disk/index.js";
export { mix } from "./mix.js";
export * as records from "./records/index.js";
export * as simulate from "./simulate/index.js";
export { FAILURES, type Failure } from "./taxonomy.js";
