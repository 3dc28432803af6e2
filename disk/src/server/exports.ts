/** An export as the main thread describes it to the serving thread: plain data and memory. */
import type { ExportInfo } from "../nbd/serving/index.js";
import type { JobTableMemory } from "./job-table.js";

/** How a disk keeps what it acknowledges. Only `ashlar` is for use; the others are what it is
 * compared with. */
export const DISK_MODES = ["ashlar", "write-through", "unsafe"] as const;
export type DiskMode = (typeof DISK_MODES)[number];

export interface SharedExport {
  info: ExportInfo;
  mode: DiskMode;
  /** Mode `ashlar`: where the vault is. */
  vaultDirectory: string;
  /** Mode `ashlar`: the vault is in persistent memory. */
  persistent: boolean;
  /** The file or device, which mode `unsafe` goes to itself. */
  path: string;
  /** The jobs for the threads that may block on this disk, and what wakes us when one ends. */
  jobs: JobTableMemory;
  jobsWakeFd: number;
}
