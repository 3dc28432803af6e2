/** What data rest on: files, devices and modelled disks, all behind `Backing`. */
export { type AlignedBuffer, alignedBuffer } from "./aligned.js";
export type { Backing, Extent } from "./backing.js";
export { DirectBacking, openDirectBacking } from "./direct.js";
export { ModelledBacking } from "./modelled.js";
export * from "./models/index.js";
export type { OpenOptions } from "./open.js";
export { type ModelCounters, modelAtWork_ms, readModelCounters } from "./shared-disk.js";
export {
  type BackingSpec,
  calibrateModel,
  type ModelSpec,
  modelled,
  openBacking,
} from "./spec.js";
