/** What the durable disk must be, as pure functions over terms: they run, and they prove. */
export { type Claim, where } from "./claim.js";
export type { Batch, Newest, Next, Write } from "./durable-disk/batch.js";
export * as batch from "./durable-disk/batch.js";
export type { Known, NewestRange, Reading, Version } from "./durable-disk/contents.js";
export * as contents from "./durable-disk/contents.js";
export type { Chain, Found, Remains } from "./durable-disk/crash.js";
export * as crash from "./durable-disk/crash.js";
export { atStake, type Disk, freshDisk, read, standsInVault } from "./durable-disk/disk.js";
export {
  invariants,
  prefixInvariants,
  sectorInvariants,
  streamInvariants,
} from "./durable-disk/invariants.js";
export type { Journal, Superblock } from "./durable-disk/journal.js";
export type { Entering, Entry, Window } from "./durable-disk/overlay.js";
export * as overlay from "./durable-disk/overlay.js";
export {
  contentAfter,
  lastTouch,
  type Sector,
  type Touch,
  withTouch,
} from "./durable-disk/sector.js";
export type { Reach, Step } from "./durable-disk/steps.js";
export * as steps from "./durable-disk/steps.js";
export { endOf, lifeOf, type Stream } from "./durable-disk/stream.js";
export type { Watermarks } from "./durable-disk/watermarks.js";
export * as watermarks from "./durable-disk/watermarks.js";
export { larger, number64, smaller } from "./number.js";
