/**
 * Measuring the journal's device at the start, on the part of its ring that holds nothing.
 *
 * The threads do not run yet, so nothing else of ours is on the device, and everything from
 * `journaled` on, round to `released`, is free in the journal (the vault has what is newer).
 */
import { alignedBuffer, type Backing } from "../backing/index.js";
import { journalOffset } from "../journal/index.js";
import { monotonic_ns } from "../linux/index.js";
import type { Control, VaultGeometry } from "../vault/index.js";
import { FirstPercentile } from "./worst.js";

const SECTOR_BYTES = 512;
const SMALL_BYTES = 4096;
const SMALL_WRITES = 24;
const LARGE_BYTES_MAX = 8 * 1024 * 1024;
const LARGE_WRITES = 8;
/** A start should not take long: on a slow device fewer samples have to do. */
const LARGE_WRITES_MIN = 3;
const LARGE_NS_MAX = 300_000_000n;

export interface Measured {
  /** Sequential, sync included; the slowest of the samples. */
  bandwidth_bytesPerSecond: number;
  /** The worst small write with its sync, each after the arm was called away to the disk. */
  seekAndFlush_ms: number;
}

/** Undefined where too little of the ring is free to tell. */
export function measureJournal(
  backing: Backing,
  home: Backing,
  control: Control,
  geometry: VaultGeometry,
): Measured | undefined {
  const { ringSectors } = geometry;
  const from = control.get("journaled");
  const free = Number(control.get("released")) + ringSectors - Number(from);
  const large = Math.min(LARGE_BYTES_MAX, (ringSectors * SECTOR_BYTES) / 8);
  if (free * SECTOR_BYTES < 2 * large) return undefined;
  const zeros = alignedBuffer(large);
  const write = (bytes: number, ahead: number): number => {
    const sectors = bytes / SECTOR_BYTES;
    const position = fitted(from + BigInt(ahead % (free - 2 * sectors)), sectors, ringSectors);
    const before_ns = monotonic_ns();
    backing.write(zeros.address, bytes, journalOffset(position, ringSectors));
    backing.sync();
    return Number(monotonic_ns() - before_ns);
  };
  const callAway = (part: number) => {
    const pages = Math.floor((home.bytes - SMALL_BYTES) / SMALL_BYTES);
    home.read(zeros.address, SMALL_BYTES, Math.floor(pages * part) * SMALL_BYTES);
    zeros.bytes.fill(0, 0, SMALL_BYTES);
  };
  return measure(write, callAway, large, free);
}

/** A position at or after the given one, on a page, from which so many sectors do not wrap. */
function fitted(position: bigint, sectors: number, ringSectors: number): bigint {
  const ring = BigInt(ringSectors);
  const page = (position + 7n) & ~7n;
  const untilEnd = ring - (page % ring);
  return untilEnd < BigInt(sectors) ? page + untilEnd : page;
}

function measure(
  write: (bytes: number, ahead: number) => number,
  callAway: (part: number) => void,
  large: number,
  free: number,
): Measured {
  const rate = new FirstPercentile();
  const started_ns = monotonic_ns();
  for (let index = 0; index < LARGE_WRITES; index++) {
    if (index >= LARGE_WRITES_MIN && monotonic_ns() - started_ns > LARGE_NS_MAX) break;
    const took_ns = write(large, (index * large) / SECTOR_BYTES);
    rate.record((large / took_ns) * 1e9);
  }
  let worst_ns = 0;
  // Near and far by turns: an odd stride visits all of the ring.
  const stride = Math.floor(free * 0.38) | 1;
  for (let index = 0; index < SMALL_WRITES; index++) {
    callAway(index / SMALL_WRITES);
    worst_ns = Math.max(worst_ns, write(SMALL_BYTES, index * stride));
  }
  return { bandwidth_bytesPerSecond: rate.value()!, seekAndFlush_ms: worst_ns / 1e6 };
}
