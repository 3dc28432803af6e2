/** Whether a disk's heads have to move: a model that says so, or what the kernel knows. */
import { readFileSync, statSync } from "node:fs";
import type { backing } from "@ashlar/disk";

/** False where nobody knows: virtual disks, network file systems. */
export function isRotational(path: string, model: backing.ModelName | undefined): boolean {
  if (model !== undefined) return model === "hdd-7200";
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  const { major, minor } = numbers(stat.isBlockDevice() ? stat.rdev : stat.dev);
  const device = `/sys/dev/block/${major}:${minor}`;
  // A partition has no queue of its own; its disk, one level up, does.
  return [device, `${device}/..`].some((folder) => flag(`${folder}/queue/rotational`));
}

/** How Linux packs a device's numbers. */
function numbers(device: number): { major: number; minor: number } {
  const major = ((device >>> 8) & 0xfff) | (Math.floor(device / 2 ** 32) & ~0xfff);
  return { major, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) };
}

function flag(path: string): boolean {
  try {
    return readFileSync(path, "utf8").trim() === "1";
  } catch {
    return false;
  }
}
