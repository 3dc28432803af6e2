/**
 * What a power failure leaves of a disk whose service keeps acknowledged writes in the kernel's
 * page cache, as an unsafe one does. The kernel writes pages back when it likes, in no order that
 * clients could know; so each block that changed since some earlier instant is new or still old,
 * each by itself.
 */
import { closeSync, existsSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import type { Random } from "@ashlar/rapilog/random";
import { run } from "../system/command.js";

const BLOCK_BYTES = 4096;
const CHUNK_BYTES = 1024 ** 2;

/** Remembers the disk as it is about now. */
export async function remember(disk: string, earlier: string): Promise<void> {
  await run("cp", ["--sparse=always", disk, earlier]);
}

/** The power is gone: about half of what changed since is as it was. Nothing where nothing was
 * remembered. */
export function revert(disk: string, earlier: string, random: Random): void {
  if (!existsSync(earlier)) return;
  const [now, then] = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)];
  const [target, source] = [openSync(disk, "r+"), openSync(earlier, "r")];
  for (let offset = 0; readSync(target, now, 0, CHUNK_BYTES, offset) > 0; offset += CHUNK_BYTES) {
    const length = readSync(source, then, 0, CHUNK_BYTES, offset);
    if (now.equals(then)) continue;
    for (let at = 0; at < length; at += BLOCK_BYTES)
      if (random.chance(0.5)) writeSync(target, then, at, BLOCK_BYTES, offset + at);
  }
  for (const file of [target, source]) closeSync(file);
  rmSync(earlier);
}
