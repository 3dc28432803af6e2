/**
 * Who else has a file open: swap, a loop device, another process.
 *
 * A block device that is mounted, swapped to or part of an array refuses to be opened exclusively;
 * a file does not, so it is looked for where Linux tells.
 */
import { readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { AshlarError } from "@ashlar/disk";

/** Throws `in-use` where somebody else uses the file at `path`. */
export function refuseInUse(path: string): void {
  const real = realpathSync(path);
  const user = swapUser(real) ?? loopUser(real) ?? processUser(path);
  if (user !== undefined) throw new AshlarError("in-use", `${path}, by ${user}`);
}

function swapUser(path: string): string | undefined {
  const lines = readText("/proc/swaps").split("\n");
  return lines.some((line) => line.startsWith(`${path} `)) ? "swap" : undefined;
}

function loopUser(path: string): string | undefined {
  for (const device of names("/sys/block")) {
    const backing = readText(`/sys/block/${device}/loop/backing_file`).trim();
    if (backing === path) return `/dev/${device}`;
  }
  return undefined;
}

/** Only what this user may see; root sees all. */
function processUser(path: string): string | undefined {
  const { dev, ino } = statSync(path);
  for (const pid of names("/proc").filter((name) => /^\d+$/.test(name))) {
    if (Number(pid) === process.pid) continue;
    const folder = `/proc/${pid}/fd`;
    for (const descriptor of names(folder)) {
      const open = identityOf(`${folder}/${descriptor}`);
      if (open?.dev === dev && open.ino === ino) return `process ${pid}${nameOf(pid)}`;
    }
  }
  return undefined;
}

function identityOf(path: string): { dev: number; ino: number } | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined; // Closed meanwhile.
  }
}

function nameOf(pid: string): string {
  try {
    return ` (${readlinkSync(`/proc/${pid}/exe`)})`;
  } catch {
    return "";
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // A process that ended meanwhile, or is another user's.
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // No swap, no loop device of that number.
  }
}
