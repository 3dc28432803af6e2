/**
 * What a directory's file system is made of: memory, and memory that may be swapped out?
 *
 * The vault's stores must neither raise SIGBUS nor wait for a disk. A vault that the kernel
 * swaps out turns every append into a disk read, on the very disk whose slowness we hide.
 */
import { readFileSync, realpathSync, statfsSync } from "node:fs";

const MEMORY_FILE_SYSTEMS = new Set([
  0x01021994, // tmpfs
  0x858458f6, // ramfs
]);

/** Whether files below `directory` live in memory and vanish at a reboot. */
export function isMemoryBacked(directory: string): boolean {
  return MEMORY_FILE_SYSTEMS.has(statfsSync(directory).type >>> 0);
}

/** Why pages of a file in `directory` might be swapped out; undefined where they cannot be. */
export function swapRisk(directory: string): string | undefined {
  if (!hasSwap() || mountedWithoutSwap(directory) || ownSwapLimit() === "0") return undefined;
  return (
    `${directory} may be swapped out: mount it with noswap, or set MemorySwapMax=0 ` +
    "for the service"
  );
}

function hasSwap(): boolean {
  return readFileSync("/proc/swaps", "utf8").trim().split("\n").length > 1;
}

function mountedWithoutSwap(directory: string): boolean {
  const path = realpathSync(directory);
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").trim().split("\n");
  let longest = "";
  let options = "";
  for (const line of mounts) {
    const fields = line.split(" ");
    const point = fields[4]!;
    const inside = path === point || path.startsWith(point === "/" ? "/" : `${point}/`);
    if (!inside || point.length < longest.length) continue;
    longest = point;
    options = fields.at(-1)!;
  }
  return options.split(",").includes("noswap") || options.split(",").includes("ramfs");
}

/** The swap limit of this process's own control group, `max` where there is none. */
function ownSwapLimit(): string {
  try {
    const group = /^0::(.*)$/m.exec(readFileSync("/proc/self/cgroup", "utf8"))?.[1] ?? "/";
    return readFileSync(`/sys/fs/cgroup${group}/memory.swap.max`, "utf8").trim();
  } catch {
    return "max";
  }
}
