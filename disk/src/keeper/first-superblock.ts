/** What a new journal's first superblock says. */
import { randomBytes } from "node:crypto";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import type { DiskIdentity, Superblock } from "../journal/index.js";
import { bootIdentity } from "../linux/index.js";
import { stampDisk } from "./home-stamp.js";
import { type KeeperOptions, RING_BYTES_DEFAULT } from "./options.js";

/** Sectors in the ring of a new journal. */
export function ringSectors(options: KeeperOptions): number {
  return (options.ringBytes ?? RING_BYTES_DEFAULT) / SECTOR_BYTES;
}

/** What every superblock says anew: of which disk, and when. */
export function presence(disk: DiskIdentity): Pick<Superblock, "disk" | "wall_ns" | "boot"> {
  return { disk, wall_ns: BigInt(Date.now()) * 1_000_000n, boot: bootIdentity() };
}

/**
 * A new stream with nothing in it. Records are aligned to pages where disk or journal have such
 * blocks: `logicalBlock` is the larger one.
 */
export function firstSuperblock(
  options: KeeperOptions,
  disk: DiskIdentity,
  logicalBlock: number,
): Superblock {
  return {
    ...presence(disk),
    sequence: 0n,
    stream: randomBytes(8).readBigUInt64LE() >> 1n,
    ringSectors: ringSectors(options),
    grainSectors: logicalBlock > SECTOR_BYTES ? 8 : 1,
    incarnation: 0n,
    released: 0n,
    releasedSequence: 0n,
    floor: 0n,
    generation: 1n,
    stamp: stampDisk(options.disk.path),
    clean: true,
    standby: false,
  };
}
