/**
 * `ashlar recover DISK`: brings everything home that a service left behind, and ends. After it
 * the disk's own blocks are complete and may be backed up, moved or mounted without Ashlar.
 */
import { keeper } from "@ashlar/disk";
import type { DiskOptions } from "../disk-options.js";
import { keeperOptions } from "../keeper-options.js";
import { bytes } from "../table.js";

/** Recovers, or with `dryRun` only looks; with `unlessKept` leaves it to a keeper that lives. */
export function recoverDisk(
  disk: string,
  options: DiskOptions & { dryRun?: boolean; unlessKept?: boolean },
  step: (text: string) => void,
): Promise<keeper.RecoverReport> {
  const asked = { ...keeperOptions(disk, options), dryRun: options.dryRun ?? false };
  if (options.unlessKept) asked.dryRun ||= keeper.inspect(asked).keeper !== undefined;
  return keeper.recover(asked, (what, part) => step(`${what}: ${Math.round(part * 100)} %`));
}

/** For people: whether the disk is complete now, and what it took. */
export function recoverText(
  disk: string,
  report: keeper.RecoverReport,
  options: { dryRun?: boolean; unlessKept?: boolean },
): string {
  const found = `${bytes(report.notHome_bytes)} in the ${report.source}`;
  if (options.unlessKept && report.keeper !== undefined)
    return `${disk} is kept by process ${report.keeper}, which brings ${found} home`;
  if (options.dryRun && report.stale) return `${disk} is STALE: ${found} are not home`;
  const took = `${bytes(report.recovered_bytes)} brought home in ${report.duration_ms} ms`;
  return [`${disk} is complete (${took})`, ...report.notes.map((note) => `note: ${note}`)].join(
    "\n",
  );
}
