/** The three stacks that are compared: the disk alone, Ashlar on it, and one that forgets. */
import { chmodSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { backing } from "@ashlar/disk";
import type { Cleanup } from "./cleanup.js";
import { ownedFolder, removeLeftovers } from "./leftovers.js";
import { Stack } from "./stack.js";

export const MODES = ["write-through", "ashlar", "unsafe"] as const;
export type Mode = (typeof MODES)[number];

export const HOLD_UP_MS = 100;
export const JOURNAL_BYTES = 256 * 1024 ** 2;
const ROOM_BYTES = 4 * 1024 ** 3;

/** A folder in memory where there is room, so that this machine's own disk plays no part. What
 * runs that were killed have left there goes first. */
export async function workFolder(name: string, cleanup: Cleanup): Promise<string> {
  const { bavail, bsize } = statfsSync("/dev/shm");
  const parent = bavail * bsize >= ROOM_BYTES ? "/dev/shm" : tmpdir();
  await removeLeftovers(parent);
  const folder = ownedFolder(parent, name);
  chmodSync(folder, 0o711); // PostgreSQL runs as another user and has to pass through.
  cleanup.add(`remove ${folder}`, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts all three on copies of `image`; the unsafe one is as fast as memory. */
export async function startStacks(
  folder: string,
  disk: backing.ModelName,
  image: string,
  cleanup: Cleanup,
  onStep: (text: string) => void,
): Promise<Map<Mode, Stack>> {
  const stacks = new Map<Mode, Stack>();
  for (const mode of MODES) {
    onStep(`starting ${mode}`);
    const stack = new Stack(
      join(folder, mode),
      {
        mode,
        model: mode === "unsafe" ? undefined : disk,
        holdUp_ms: mode === "ashlar" ? HOLD_UP_MS : undefined,
        journal_bytes: mode === "ashlar" ? JOURNAL_BYTES : undefined,
      },
      cleanup,
    );
    await stack.copyFrom(image);
    await stack.start();
    stacks.set(mode, stack);
  }
  return stacks;
}
