/**
 * An honest disk in memory and in virtual time: the pristine one, below all faults.
 *
 * It is deterministic: the same requests at the same times give the same bytes and the same
 * completions. What a power cut may do is in `image.ts`; how long requests take is what a model
 * of `disk/src/backing/models` says.
 */
import assert from "node:assert/strict";
import { backing } from "@ashlar/disk";
import { type Clock, type Disk, type DiskState, VirtualClock, type WriteOptions } from "./disk.js";
import type { Choice, Effect } from "./effect.js";
import { type CacheBound, Image, type ImageState } from "./image.js";

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
const CACHE: CacheBound = { effects_max: 1024, bytes_max: 64 * 1024 * 1024 };

interface State {
  image: ImageState;
  latency: Float64Array;
}

export class SimulatedDisk implements Disk {
  readonly bytes: number;
  readonly sector_bytes: number;
  readonly clock: Clock;
  readonly #image: Image;
  readonly #model: backing.DiskModel | undefined;
  readonly #volatileCache: boolean;
  readonly #place_bytes: number;
  #latency = new Float64Array(backing.STATE_NUMBERS);

  constructor(options: SimulatedDiskOptions) {
    this.bytes = options.bytes;
    this.sector_bytes = options.sector_bytes ?? 512;
    this.clock = options.clock ?? new VirtualClock();
    assert(this.bytes > 0 && this.bytes % this.sector_bytes === 0, "not whole sectors");
    this.#image = new Image(this.bytes, this.sector_bytes, options.cache ?? CACHE);
    this.#model = options.model;
    this.#volatileCache = options.volatileCache ?? options.model?.volatileCache ?? true;
    this.#place_bytes = options.place_bytes ?? 0;
  }

  read(offset: number, into: Uint8Array): number {
    this.#check(offset, into.length);
    this.#image.current.read(offset, into);
    return this.#complete("read", offset, into.length);
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
    const completes_ns = this.#complete("flush", 0, 0);
    this.#image.promise(this.clock.now_ns, completes_ns);
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
    this.#latency.fill(0);
  }

  snapshot(): DiskState {
    const state: State = { image: this.#image.snapshot(), latency: this.#latency.slice() };
    return state;
  }

  restore(state: DiskState): void {
    const { image, latency } = state as State;
    this.#image.restore(image);
    this.#latency = latency.slice();
  }

  #add(
    kind: Effect["kind"],
    offset: number,
    length: number,
    options: WriteOptions | undefined,
    data?: Uint8Array,
  ): number {
    const completes_ns = this.#complete(kind === "punch" ? "discard" : "write", offset, length);
    const through = !this.#volatileCache || options?.fua === true;
    const durable_ns = through ? completes_ns : Number.POSITIVE_INFINITY;
    const begins_ns = this.clock.now_ns;
    const times = { begins_ns, completes_ns, durable_ns };
    this.#image.add({ kind, offset, length, ...times, ...(data && { data }) });
    return completes_ns;
  }

  #complete(kind: backing.RequestKind, offset: number, length: number): number {
    const { now_ns } = this.clock;
    if (this.#model === undefined) return now_ns;
    const place = this.#place_bytes + offset;
    return this.#model.complete(this.#latency, { kind, offset: place, length, now_ns });
  }

  #check(offset: number, length: number): void {
    const sector = this.sector_bytes;
    assert(offset % sector === 0 && length % sector === 0, `${offset}+${length} is not aligned`);
    assert(offset >= 0 && length > 0 && offset + length <= this.bytes, "past the end");
  }
}
