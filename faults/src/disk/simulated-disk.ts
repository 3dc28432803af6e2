/**
 * An honest disk in memory and in virtual time: the pristine one, below all faults.
 *
 * It is deterministic: the same requests at the same times give the same bytes and the same
 * completions. What a power cut may do is in `image.ts`; how long requests take is what a model
 * of `disk/src/backing/models` says.
 */
import assert from "node:assert/strict";
import { type Clock, type Disk, type DiskState, VirtualClock, type WriteOptions } from "./disk.js";
import type { Choice, Effect } from "./effect.js";
import { type CacheBound, Image, type ImageState } from "./image.js";
import { Latency, type LatencyOptions } from "./latency.js";
import { NOWHERE } from "./pages.js";

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

interface State {
  image: ImageState;
  latency: Float64Array;
  nextNumber: number;
}

export class SimulatedDisk implements Disk {
  readonly bytes: number;
  readonly sector_bytes: number;
  readonly clock: Clock;
  readonly #image: Image;
  readonly #latency: Latency;
  #nextNumber = 0;

  constructor(options: SimulatedDiskOptions) {
    this.bytes = options.bytes;
    this.sector_bytes = options.sector_bytes ?? 512;
    this.clock = options.clock ?? new VirtualClock();
    assert(this.bytes > 0 && this.bytes % this.sector_bytes === 0, "not whole sectors");
    this.#image = new Image(this.bytes, this.sector_bytes, options.cache ?? CACHE);
    this.#latency = new Latency(options);
  }

  read(offset: number, into: Uint8Array): number {
    this.#check(offset, into.length);
    this.#nextNumber += 1;
    this.#image.current.read(offset, into);
    return this.#latency.complete("read", { offset, length: into.length }, this.clock.now_ns);
  }

  write(offset: number, data: Uint8Array, options?: WriteOptions): number {
    this.#check(offset, data.length);
    return this.#add(
      "write",
      offset,
      data.length,
      options,
      options?.given ? data : new Uint8Array(data),
    );
  }

  zero(offset: number, length: number, options?: WriteOptions): number {
    this.#check(offset, length);
    return this.#add("zero", offset, length, options);
  }

  punch(offset: number, length: number, options?: WriteOptions): number {
    this.#check(offset, length);
    return this.#add("punch", offset, length, options);
  }

  sync(): number {
    this.#nextNumber += 1;
    const { now_ns } = this.clock;
    const completes_ns = this.#latency.complete("flush", NOWHERE, now_ns);
    this.#image.promise(now_ns, completes_ns);
    return completes_ns;
  }

  isAllocated(offset: number): boolean {
    return this.#image.current.isAllocated(offset);
  }

  pending(at_ns = this.clock.now_ns): Effect[] {
    return this.#image.pending(at_ns);
  }

  cut(choice: Choice, at_ns = this.clock.now_ns): void {
    this.#image.cut(choice, at_ns);
    this.#latency.reset();
  }

  snapshot(): DiskState {
    const state: State = {
      image: this.#image.snapshot(),
      latency: this.#latency.snapshot(),
      nextNumber: this.#nextNumber,
    };
    return state;
  }

  restore(state: DiskState): void {
    const { image, latency, nextNumber } = state as State;
    this.#image.restore(image);
    this.#latency.restore(latency);
    this.#nextNumber = nextNumber;
  }

  #add(
    kind: Effect["kind"],
    offset: number,
    length: number,
    options: WriteOptions | undefined,
    data?: Uint8Array,
  ): number {
    const forced = options?.fua === true;
    const times = this.#latency.timesOf(kind, { offset, length }, forced, this.clock.now_ns);
    const number = this.#nextNumber++;
    this.#image.add({ number, kind, offset, length, ...times, ...(data && { data }) });
    return times.completes_ns;
  }

  #check(offset: number, length: number): void {
    const sector = this.sector_bytes;
    assert(offset % sector === 0 && length % sector === 0, `${offset}+${length} is not aligned`);
    assert(offset >= 0 && length > 0 && offset + length <= this.bytes, "past the end");
  }
}
