/** What data rest on: files, devices and modelled disks, all behind `Backing`. */
export { type AlignedBuffer, alignedBuffer } from "./aligned.js";
export type { Backing, Extent } from "./backing.js";
export { DirectBacking, openDirectBacking } from "./direct.js";
export {
  cloudVolume,
  type DiskModel,
  MODEL_NAMES,
  MODELS,
  type ModelName,
} from "./models/index.js";
export type { OpenOptions } from "./open.js";
