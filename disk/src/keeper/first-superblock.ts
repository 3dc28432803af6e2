/** What a new journal's first superblock says. */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import type { DiskIdentity, Superblock } from "../journal/index.js";
import type { Host, HostClock } from "./host.js";
import { type KeeperOptions, RING_BYTES_DEFAULT } from "./options.js";

/** Sectors in the ring of a new journal. */
export function ringSectors(options: KeeperOptions): number {
  return (options.ringBytes ?? RING_BYTES_DEFAULT) / SECTOR_BYTES;
}

/** What every superblock says anew: of which disk, and when. */
export function presence(
  clock: HostClock,
  disk: DiskIdentity,
): Pick<Superblock, "disk" | "wall_ns" | "boot"> {
  const wall_ns = BigInt(clock.wall_ms()) * 1_000_000n;
  return { disk, wall_ns, boot: clock.bootIdentity() };
}

/**
 * A new stream with nothing in it. Records are aligned to pages where disk or journal have such
 * blocks: `logicalBlock` is the larger one.
 */
export function firstSuperblock(
  host: Host,
  options: KeeperOptions,
  disk: DiskIdentity,
  logicalBlock: number,
): Superblock {
  return {
    ...presence(host.clock, disk),
    sequence: 0n,
    stream: host.newStream(),
    ringSectors: ringSectors(options),
    grainSectors: logicalBlock > SECTOR_BYTES ? 8 : 1,
    incarnation: 0n,
    released: 0n,
    releasedSequence: 0n,
    floor: 0n,
    generation: 1n,
    stamp: host.stampDisk(),
    clean: true,
    standby: false,
  };
}
