/**
 * How fast a region can be written, as the hold-up budget needs to know it.
 *
 * An emergency flush of B bytes takes one seek and flush, and B bytes of sequential writing. The
 * two are measured apart: small synced writes at random places give the first, large synced
 * writes one after the other the second. From each large write only the *quickest* seek and
 * flush is subtracted, so that the rate errs on the slow side, which is the safe one.
 */
import assert from "node:assert/strict";
import { randomFillSync } from "node:crypto";
import { monotonic_ns } from "../linux/index.js";
import { type AlignedBuffer, alignedBuffer } from "./aligned.js";
import type { Backing } from "./backing.js";

/** A stretch of a backing that may be overwritten, already allocated: allocation costs extra. */
export interface Region {
  backing: Backing;
  offset: number;
  length: number;
  /** Called before each small write and not timed: sends the arm to where it would be in an
   * emergency, e.g. by a read from the far end of a home on the same disk. */
  sendArmAway?: () => void;
}

export interface Bandwidth {
  /** Only one large write in a hundred was slower; the slowest of all if there were fewer. */
  p1_bytes_per_s: number;
  median_bytes_per_s: number;
  /** The worst small synced write at a random place. */
  seekAndFlush_worst_ms: number;
}

const LARGE_BYTES_MAX = 8 * 1024 * 1024;
const LARGE_WRITES_LEAST = 4;
const PROBES_LEAST = 8;
/** The part of the time that goes into probing seek and flush. */
const PROBING_PART = 0.25;

/**
 * Measures for about `seconds`, longer where the storage is too slow for a few samples in that
 * time. Overwrites the region; throws the backing's `SystemError` where it cannot be written.
 */
export function measureBandwidth(region: Region, seconds: number): Bandwidth {
  const block = region.backing.logicalBlock;
  const large = Math.floor(Math.min(LARGE_BYTES_MAX, region.length / LARGE_WRITES_LEAST) / block);
  assert(large > 0, "the region is too small to measure");
  const buffer = alignedBuffer(large * block);
  // Random bytes: some drives compress, and would look faster than they are on a full journal.
  randomFillSync(buffer.bytes);
  const probes = measureProbes(region, buffer, seconds * PROBING_PART);
  const quickest_s = Math.min(...probes);
  const writes = measureLargeWrites(region, buffer, seconds * (1 - PROBING_PART));
  const rates = writes.map((took_s) => buffer.bytes.length / transferTime(took_s, quickest_s));
  return {
    p1_bytes_per_s: quantile(rates, 0.01),
    median_bytes_per_s: quantile(rates, 0.5),
    seekAndFlush_worst_ms: Math.max(...probes) * 1000,
  };
}

/** A write cannot have been transferred in less than half its time, whatever the probes say:
 * where seek and flush make up most of it, they were not what the probes measured. */
function transferTime(took_s: number, seekAndFlush_s: number): number {
  return Math.max(took_s - seekAndFlush_s, took_s / 2);
}

function measureProbes(region: Region, buffer: AlignedBuffer, seconds: number): number[] {
  const block = region.backing.logicalBlock;
  const places = Math.floor(region.length / block);
  const probe = () => {
    const offset = region.offset + Math.floor(Math.random() * places) * block;
    region.backing.write(buffer.address, block, offset);
    region.backing.sync();
  };
  return sample(seconds, PROBES_LEAST, probe, region.sendArmAway);
}

function measureLargeWrites(region: Region, buffer: AlignedBuffer, seconds: number): number[] {
  const length = buffer.bytes.length;
  let offset = 0;
  return sample(seconds, LARGE_WRITES_LEAST, () => {
    if (offset + length > region.length) offset = 0;
    region.backing.write(buffer.address, length, region.offset + offset);
    region.backing.sync();
    offset += length;
  });
}

/** Repeats `action` for `seconds`, at least `least` times; returns the seconds each took. What
 * `before` does each time is not counted. */
function sample(seconds: number, least: number, action: () => void, before?: () => void): number[] {
  const samples: number[] = [];
  let total_s = 0;
  while (total_s < seconds || samples.length < least) {
    before?.();
    const start = monotonic_ns();
    action();
    const took_s = Number(monotonic_ns() - start) / 1e9;
    samples.push(took_s);
    total_s += took_s;
  }
  return samples;
}

function quantile(samples: number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.floor(part * (sorted.length - 1))]!;
}
