/**
 * What every disk in memory does with a request before its own nature counts: whole sectors within
 * its size, data that the caller may change afterwards, and the clock and the model's times.
 */
import assert from "node:assert/strict";
import { type Clock, type Disk, type DiskState, VirtualClock, type WriteOptions } from "./disk.js";
import type { Choice, Effect } from "./effect.js";
import type { CacheBound } from "./image.js";
import { Latency, type LatencyOptions } from "./latency.js";
import type { ByteRange, Pages } from "./pages.js";

export interface SimulatedDiskOptions extends LatencyOptions {
  /** Size in bytes, a multiple of the sector. */
  bytes: number;
  /** The unit that is never torn: 512 (default) or 4096. */
  sector_bytes?: number;
  cache?: CacheBound;
  clock?: Clock;
}

/** As much as the cache of a disk: DRAM of tens of megabytes, and a queue of commands. */
export const CACHE: CacheBound = { effects_max: 1024, bytes_max: 64 * 1024 * 1024 };

/** What readers see, and what a power cut may take. */
interface Readable {
  readonly current: Pages;
  pending(at_ns: number): Effect[];
}

export abstract class MemoryDisk implements Disk {
  readonly bytes: number;
  readonly sector_bytes: number;
  readonly clock: Clock;
  protected readonly latency: Latency;
  protected abstract readonly image: Readable;

  constructor(options: SimulatedDiskOptions) {
    this.bytes = options.bytes;
    this.sector_bytes = options.sector_bytes ?? 512;
    this.clock = options.clock ?? new VirtualClock();
    assert(this.bytes > 0 && this.bytes % this.sector_bytes === 0, "not whole sectors");
    this.latency = new Latency(options);
  }

  write(offset: number, data: Uint8Array, options?: WriteOptions): number {
    const bytes = options?.given ? data : new Uint8Array(data);
    return this.change("write", { offset, length: bytes.length }, options, bytes);
  }

  zero(offset: number, length: number, options?: WriteOptions): number {
    return this.change("zero", { offset, length }, options);
  }

  punch(offset: number, length: number, options?: WriteOptions): number {
    return this.change("punch", { offset, length }, options);
  }

  /** What readers see, page by page. Not to be changed, nor kept beyond the next request. */
  get pages(): Pages {
    return this.image.current;
  }

  isAllocated(offset: number): boolean {
    return this.image.current.isAllocated(offset);
  }

  pending(at_ns = this.clock.now_ns): Effect[] {
    return this.image.pending(at_ns);
  }

  abstract read(offset: number, into: Uint8Array): number;
  abstract sync(): number;
  abstract cut(choice: Choice, at_ns?: number): void;
  abstract snapshot(): DiskState;
  abstract restore(state: DiskState): void;

  /** Does what changes the range; returns when it completes. */
  protected abstract change(
    kind: Effect["kind"],
    range: ByteRange,
    options: WriteOptions | undefined,
    data?: Uint8Array,
  ): number;

  protected check({ offset, length }: ByteRange): void {
    const sector = this.sector_bytes;
    assert(offset % sector === 0 && length % sector === 0, `${offset}+${length} is not aligned`);
    assert(offset >= 0 && length > 0 && offset + length <= this.bytes, "past the end");
  }
}
