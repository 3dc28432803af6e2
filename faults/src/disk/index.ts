/** Disks that exist only in this process, in virtual time, and lose what a real one may lose. */
export { type ChoiceOptions, choices, sample } from "./choices.js";
export {
  type Clock,
  type Disk,
  type DiskState,
  VirtualClock,
  type WriteOptions,
} from "./disk.js";
export type { Choice, Effect, SectorRange, Survival } from "./effect.js";
export type { FaultEvent, FaultPlan, FaultSetting } from "./fault-plan.js";
export { FaultyDisk, type FaultyDiskOptions } from "./faulty-disk.js";
export type { CacheBound } from "./image.js";
export { FAULT_NAMES, FAULTS, type FaultName, type InjectedFault } from "./injected.js";
export type { SimulatedDiskOptions } from "./memory-disk.js";
export { PAGE_BYTES, type Pages } from "./pages.js";
export { type CutReport, DiskServer, type DiskServerOptions } from "./served/disk-server.js";
export { SimulatedBacking, type SimulatedBackingOptions } from "./simulated-backing.js";
export { SimulatedDisk } from "./simulated-disk.js";
export { measureSpeed, type Speed } from "./speed.js";
