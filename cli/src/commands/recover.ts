/**
 * `ashlar recover DISK`: brings everything home that a service left behind, and ends. After it
 * the disk's own blocks are complete and may be backed up, moved or mounted without Ashlar.
 */
import { keeper } from "@ashlar/disk";
import { type DiskOptions, keeperOptions } from "../disk-options.js";
import { bytes } from "../table.js";

/** Recovers, or with `dryRun` only looks. */
export function recoverDisk(
  disk: string,
  options: DiskOptions & { dryRun?: boolean },
  step: (text: string) => void,
): Promise<keeper.RecoverReport> {
  const asked = { ...keeperOptions(disk, options), dryRun: options.dryRun ?? false };
  return keeper.recover(asked, (what, part) => step(`${what}: ${Math.round(part * 100)} %`));
}

/** For people: whether the disk is complete now, and what it took. */
export function recoverText(disk: string, report: keeper.RecoverReport, dryRun: boolean): string {
  const found = `${bytes(report.notHome_bytes)} in the ${report.source}`;
  const notes = report.notes.map((note) => `note: ${note}`);
  const state =
    dryRun && report.stale
      ? `${disk} is STALE: ${found} are not home`
      : `${disk} is complete (${bytes(report.recovered_bytes)} brought home in ${report.duration_ms} ms)`;
  return [state, ...notes].join("\n");
}
