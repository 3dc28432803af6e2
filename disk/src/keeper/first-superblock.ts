/** What a new journal's first superblock says. */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { AshlarError } from "../errors.js";
import type { DiskIdentity, Superblock } from "../journal/index.js";
import { isRingSize } from "../vault/index.js";
import type { Host, HostClock } from "./host.js";
import { type KeeperOptions, RING_BYTES_DEFAULT } from "./options.js";

/** Sectors in the ring of a new journal; `journal-size` where it cannot have so many. */
export function ringSectors(options: KeeperOptions): number {
  const bytes = options.ringBytes ?? RING_BYTES_DEFAULT;
  if (!isRingSize(bytes / SECTOR_BYTES)) throw new AshlarError("journal-size", `${bytes} bytes`);
  return bytes / SECTOR_BYTES;
}

/** A journal keeps the size that it was made with, whatever is asked for later. */
export function sizeNote(options: KeeperOptions, journal: Superblock): string | undefined {
  const bytes = journal.ringSectors * SECTOR_BYTES;
  if (options.ringBytes === undefined || options.ringBytes === bytes) return undefined;
  return `the journal keeps its ${bytes} bytes; another size is for a new one only`;
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
