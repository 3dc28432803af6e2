/** Where writes go wrong while the power is on. */
import type { Random } from "@ashlar/rapilog/random";
import type { Disk } from "./disk.js";
import { type ByteRange, PAGE_BYTES } from "./pages.js";

/** An address with one bit wrong; the right one where the disk is too small for that. */
export function wrongAddress({ offset, length }: ByteRange, disk: Disk, random: Random): number {
  const targets: number[] = [];
  for (let bit = disk.sector_bytes; bit < disk.bytes; bit *= 2) {
    const flipped = Math.floor(offset / bit) % 2 === 0 ? offset + bit : offset - bit;
    if (flipped + length <= disk.bytes) targets.push(flipped);
  }
  return targets.length === 0 ? offset : random.pick(targets);
}

/** Whether a range lies in part where nothing is stored yet. */
export function reachesHole({ offset, length }: ByteRange, disk: Disk): boolean {
  for (let at = offset; at < offset + length; at += PAGE_BYTES)
    if (!disk.isAllocated(at)) return true;
  return !disk.isAllocated(offset + length - 1);
}
