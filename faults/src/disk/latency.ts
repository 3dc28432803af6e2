/** How long requests take: a model of the disk room, with the state of one disk. */
import { backing } from "@ashlar/disk";

export class Latency {
  #state = new Float64Array(backing.STATE_NUMBERS);

  /** Without a model requests take no time. `place_bytes`: where our first byte lies on it. */
  constructor(
    readonly model: backing.DiskModel | undefined,
    readonly place_bytes = 0,
  ) {}

  /** Adds a request to the disk's queue; returns when it completes. */
  complete(kind: backing.RequestKind, offset: number, length: number, now_ns: number): number {
    if (this.model === undefined) return now_ns;
    const request = { kind, offset: this.place_bytes + offset, length, now_ns };
    return this.model.complete(this.#state, request);
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
