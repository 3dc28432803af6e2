/**
 * Measuring the journal's device at the start, on the part of its ring that holds nothing.
 *
 * The threads do not run yet, so nothing else of ours is on the device, and everything from
 * `journaled` on, round to `released`, is free in the journal (the vault has what is newer).
 */
import { randomFillSync } from "node:crypto";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { alignedBuffer, type Backing } from "../backing/index.js";
import { journalOffset } from "../journal/index.js";
import { monotonic_ns } from "../linux/index.js";
import type { Control, VaultGeometry } from "../vault/index.js";
import { quantileOf } from "./worst.js";

const SMALL_BYTES = 4096;
const SMALL_WRITES = 24;
const LARGE_BYTES_MAX = 8 * 1024 * 1024;
const LARGE_WRITES = 8;
/** A start should not take long: on a slow device fewer samples have to do. */
const LARGE_WRITES_MIN = 3;
const LARGE_NS_MAX = 300_000_000n;

export interface Measured {
  /** Sequential, sync included; the median of the samples. */
  bandwidth_bytesPerSecond: number;
  /** What nine in ten small writes with their syncs take, each after the arm was called away to
   * the disk. */
  seekAndFlush_ms: number;
  /** By how much the slowest sample of either kind went beyond that. */
  stall_ms: number;
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
  const noise = alignedBuffer(large);
  // Some drives compress, and would look faster than they are with what clients write.
  randomFillSync(noise.bytes);
  const write = (bytes: number, ahead: number): number => {
    const sectors = bytes / SECTOR_BYTES;
    const position = fitted(from + BigInt(ahead % (free - 2 * sectors)), sectors, ringSectors);
    const before_ns = monotonic_ns();
    backing.write(noise.address, bytes, journalOffset(position, ringSectors));
    backing.sync();
    return Number(monotonic_ns() - before_ns);
  };
  const unused = alignedBuffer(SMALL_BYTES);
  const callAway = (part: number) => {
    const pages = Math.floor((home.bytes - SMALL_BYTES) / SMALL_BYTES);
    home.read(unused.address, SMALL_BYTES, Math.floor(pages * part) * SMALL_BYTES);
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
  const large_ns: number[] = [];
  const started_ns = monotonic_ns();
  for (let index = 0; index < LARGE_WRITES; index++) {
    if (index >= LARGE_WRITES_MIN && monotonic_ns() - started_ns > LARGE_NS_MAX) break;
    large_ns.push(write(large, (index * large) / SECTOR_BYTES));
  }
  const small_ns: number[] = [];
  // Near and far by turns: an odd stride visits all of the ring.
  const stride = Math.floor(free * 0.38) | 1;
  for (let index = 0; index < SMALL_WRITES; index++) {
    callAway(index / SMALL_WRITES);
    small_ns.push(write(SMALL_BYTES, index * stride));
  }
  const typical = quantileOf(Float64Array.from(large_ns), 0.5);
  const seekAndFlush = quantileOf(Float64Array.from(small_ns), 0.9);
  const stall = Math.max(
    ...large_ns.map((ns) => ns - typical),
    Math.max(...small_ns) - seekAndFlush,
  );
  return {
    bandwidth_bytesPerSecond: (large / typical) * 1e9,
    seekAndFlush_ms: seekAndFlush / 1e6,
    stall_ms: stall / 1e6,
  };
}
