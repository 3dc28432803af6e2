/**
 * An honest disk in memory and in virtual time: the pristine one, below all faults.
 *
 * It is deterministic: the same requests at the same times give the same bytes and the same
 * completions. What a power cut may do is in `image.ts`; how long requests take is what a model
 * of `disk/src/backing/models` says.
 */
import type { DiskState, WriteOptions } from "./disk.js";
import type { Choice, Effect } from "./effect.js";
import { Image, type ImageState } from "./image.js";
import { CACHE, MemoryDisk, type SimulatedDiskOptions } from "./memory-disk.js";
import { type ByteRange, NOWHERE } from "./pages.js";

interface State {
  image: ImageState;
  latency: Float64Array;
  nextNumber: number;
}

export class SimulatedDisk extends MemoryDisk {
  protected override readonly image: Image;
  #nextNumber = 0;

  constructor(options: SimulatedDiskOptions) {
    super(options);
    this.image = new Image(this.bytes, this.sector_bytes, options.cache ?? CACHE);
  }

  override read(offset: number, into: Uint8Array): number {
    const range = { offset, length: into.length };
    this.check(range);
    this.#nextNumber += 1;
    this.image.current.read(offset, into);
    return this.latency.complete("read", range, this.clock.now_ns);
  }

  override sync(): number {
    this.#nextNumber += 1;
    const { now_ns } = this.clock;
    const completes_ns = this.latency.complete("flush", NOWHERE, now_ns);
    this.image.promise(now_ns, completes_ns);
    return completes_ns;
  }

  override cut(choice: Choice, at_ns = this.clock.now_ns): void {
    this.image.cut(choice, at_ns);
    this.latency.reset();
  }

  override snapshot(): DiskState {
    const state: State = {
      image: this.image.snapshot(),
      latency: this.latency.snapshot(),
      nextNumber: this.#nextNumber,
    };
    return state;
  }

  override restore(state: DiskState): void {
    const { image, latency, nextNumber } = state as State;
    this.image.restore(image);
    this.latency.restore(latency);
    this.#nextNumber = nextNumber;
  }

  protected override change(
    kind: Effect["kind"],
    range: ByteRange,
    options: WriteOptions | undefined,
    data?: Uint8Array,
  ): number {
    this.check(range);
    const forced = options?.fua === true;
    const times = this.latency.timesOf(kind, range, forced, this.clock.now_ns);
    const number = this.#nextNumber++;
    this.image.add({ number, kind, ...range, ...times, ...(data && { data }) });
    return times.completes_ns;
  }
}
