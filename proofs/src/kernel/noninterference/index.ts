/** Noninterference over whole runs of the specification, explored on a small instance. */
export { type Explored, explore } from "./explore.js";
export { LEAKS, type LeakName } from "./leaks.js";
