/** How long requests take, and when what they did is durable: a model of the disk room, with the
 * state of one disk. */
import { backing } from "@ashlar/disk";
import type { Effect } from "./effect.js";
import { type ByteRange, NOWHERE } from "./pages.js";

export interface LatencyOptions {
  /** Default: requests take no time, and the cache is volatile. */
  model?: backing.DiskModel;
  /** Whether writes are lost until a sync; default: as the model says. */
  volatileCache?: boolean;
  /** Where the first byte lies on the modelled disk; default 0. */
  place_bytes?: number;
}

export type Times = Pick<Effect, "begins_ns" | "completes_ns" | "durable_ns">;

export class Latency {
  readonly #model: backing.DiskModel | undefined;
  readonly #volatileCache: boolean;
  readonly #place_bytes: number;
  #state = new Float64Array(backing.STATE_NUMBERS);

  constructor({ model, volatileCache, place_bytes }: LatencyOptions) {
    this.#model = model;
    this.#volatileCache = volatileCache ?? model?.volatileCache ?? true;
    this.#place_bytes = place_bytes ?? 0;
  }

  /** Adds a request to the disk's queue; returns when it completes. */
  complete(kind: backing.RequestKind, { offset, length }: ByteRange, now_ns: number): number {
    if (this.#model === undefined) return now_ns;
    const request = { kind, offset: this.#place_bytes + offset, length, now_ns };
    return this.#model.complete(this.#state, request);
  }

  /** The times of a request that changes something. Forced (FUA), it takes a flush where the
   * cache is volatile. */
  timesOf(kind: Effect["kind"], range: ByteRange, forced: boolean, begins_ns: number): Times {
    const written_ns = this.complete(kind === "punch" ? "discard" : "write", range, begins_ns);
    if (!this.#volatileCache)
      return { begins_ns, completes_ns: written_ns, durable_ns: written_ns };
    if (!forced) return { begins_ns, completes_ns: written_ns, durable_ns: Infinity };
    const flushed_ns = Math.max(written_ns, this.complete("flush", NOWHERE, begins_ns));
    return { begins_ns, completes_ns: flushed_ns, durable_ns: flushed_ns };
  }

  /** As after power on. */
  reset(): void {
    this.#state.fill(0);
  }

  snapshot(): Float64Array {
    return this.#state.slice();
  }

  restore(state: Float64Array): void {
    this.#state = state.slice();
  }
}
