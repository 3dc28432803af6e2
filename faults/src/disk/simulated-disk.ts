/**
 * An honest disk in memory and in virtual time: the pristine one, below all faults.
 *
 * It is deterministic: the same requests at the same times give the same bytes and the same
 * completions. What a power cut may do is in `image.ts`; how long requests take is what a model
 * of `disk/src/backing/models` says.
 */
import assert from "node:assert/strict";
import type { backing } from "@ashlar/disk";
import { type Clock, type Disk, type DiskState, VirtualClock, type WriteOptions } from "./disk.js";
import type { Choice, Effect } from "./effect.js";
import { type CacheBound, Image, type ImageState } from "./image.js";
import { Latency } from "./latency.js";

export interface SimulatedDiskOptions {
  /** Size in bytes, a multiple of the sector. */
  bytes: number;
  /** The unit that is never torn: 512 (default) or 4096. */
  sector_bytes?: number;
  /** Default: requests take no time, and the cache is volatile. */
  model?: backing.DiskModel;
  /** Whether writes are lost until a sync; default: as the model says. */
  volatileCache?: boolean;
  cache?: CacheBound;
  /** Where the first byte lies on the modelled disk; default 0. */
  place_bytes?: number;
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
  readonly #volatileCache: boolean;
  #nextNumber = 0;

  constructor(options: SimulatedDiskOptions) {
    this.bytes = options.bytes;
    this.sector_bytes = options.sector_bytes ?? 512;
    this.clock = options.clock ?? new VirtualClock();
    assert(this.bytes > 0 && this.bytes % this.sector_bytes === 0, "not whole sectors");
    this.#image = new Image(this.bytes, this.sector_bytes, options.cache ?? CACHE);
    this.#latency = new Latency(options.model, options.place_bytes);
    this.#volatileCache = options.volatileCache ?? options.model?.volatileCache ?? true;
  }

  read(offset: number, into: Uint8Array): number {
    this.#check(offset, into.length);
    this.#nextNumber += 1;
    this.#image.current.read(offset, into);
    return this.#latency.complete("read", offset, into.length, this.clock.now_ns);
  }

  write(offset: number, data: Uint8Array, options?: WriteOptions): number {
    this.#check(offset, data.length);
    return this.#add("write", offset, data.length, options, options?.given ? data : data.slice());
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
    const completes_ns = this.#latency.complete("flush", 0, 0, now_ns);
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
    const begins_ns = this.clock.now_ns;
    const request = kind === "punch" ? "discard" : "write";
    const completes_ns = this.#latency.complete(request, offset, length, begins_ns);
    const through = !this.#volatileCache || options?.fua === true;
    const durable_ns = through ? completes_ns : Number.POSITIVE_INFINITY;
    const times = { begins_ns, completes_ns, durable_ns };
    const number = this.#nextNumber++;
    this.#image.add({ number, kind, offset, length, ...times, ...(data && { data }) });
    return completes_ns;
  }

  #check(offset: number, length: number): void {
    const sector = this.sector_bytes;
    assert(offset % sector === 0 && length % sector === 0, `${offset}+${length} is not aligned`);
    assert(offset >= 0 && length > 0 && offset + length <= this.bytes, "past the end");
  }
}
