/**
 * The bytes of a disk with a volatile write cache: what a reader sees, and what the power may
 * take away.
 *
 * Fault model: an effect is durable from the moment that was promised for it: the completion of
 * a sync that began after the effect had completed, or its own completion on a write-through
 * disk. Until then a power cut keeps any part of it, in whole sectors, whatever becomes of the
 * others. What survives is applied in the order of issue. The cache is bounded: what was issued
 * so many effects or bytes ago is durable without a promise, and so is never overtaken.
 */
import assert from "node:assert/strict";
import { apply, type Choice, type Effect } from "./effect.js";
import { Pages } from "./pages.js";

/** How far a disk reorders: what its cache holds at most. */
export interface CacheBound {
  effects_max: number;
  bytes_max: number;
}

/** What part of a full cache stays in it. */
const KEPT = 7 / 8;

export interface ImageState {
  readonly durable: Pages;
  readonly current: Pages;
  readonly effects: readonly Effect[];
  readonly cached_bytes: number;
}

export class Image {
  #durable: Pages;
  #current: Pages;
  /** Everything not in `#durable` yet, in order of issue. */
  #effects: Effect[] = [];
  #cached_bytes = 0;

  constructor(
    bytes: number,
    readonly sector_bytes: number,
    readonly cache: CacheBound,
  ) {
    this.#durable = new Pages(bytes);
    this.#current = new Pages(bytes);
  }

  /** What a reader sees. Not to be changed. */
  get current(): Pages {
    return this.#current;
  }

  /** Takes an effect in. */
  add(effect: Effect): void {
    this.#settle(effect.begins_ns);
    apply(this.#current, effect, "all", this.sector_bytes);
    this.#effects.push(effect);
    this.#cached_bytes += effect.data?.length ?? 0;
    this.#destage(effect.begins_ns);
  }

  /** A sync: what had completed when it began is durable when it completes. */
  promise(begins_ns: number, completes_ns: number): void {
    this.#settle(begins_ns);
    const covered = ({ completes_ns: done, durable_ns }: Effect) =>
      done <= begins_ns && durable_ns > completes_ns;
    this.#effects = this.#effects.map((effect) =>
      covered(effect) ? { ...effect, durable_ns: completes_ns } : effect,
    );
  }

  /** The effects that a cut at this time may take, in order of issue. */
  pending(at_ns: number): Effect[] {
    return this.#effects.filter(({ durable_ns }) => durable_ns > at_ns);
  }

  /** The power goes at `at_ns` and comes back: only what is durable, and of what was pending
   * what the choice says, is there. */
  cut(choice: Choice, at_ns: number): void {
    let pending = 0;
    const survivals = this.#effects.map(({ durable_ns }) =>
      durable_ns > at_ns ? choice[pending++]! : "all",
    );
    assert.equal(choice.length, pending, "one survival for each pending effect");
    if (survivals.every((survival) => survival === "all")) this.#durable = this.#current;
    else
      this.#effects.forEach((effect, index) => {
        apply(this.#durable, effect, survivals[index]!, this.sector_bytes);
      });
    this.#current = this.#durable.share();
    this.#forget(this.#effects.length);
  }

  /** Changes bytes without a request, as only faults do; nothing may be pending. */
  patch(offset: number, bytes: Uint8Array): void {
    assert.equal(this.#effects.length, 0, "a patch between requests only");
    this.#durable.write(offset, new Uint8Array(bytes));
    this.#current = this.#durable.share();
  }

  snapshot(): ImageState {
    return {
      durable: this.#durable.share(),
      current: this.#current.share(),
      effects: this.#effects.slice(),
      cached_bytes: this.#cached_bytes,
    };
  }

  restore(state: ImageState): void {
    this.#durable = state.durable.share();
    this.#current = state.current.share();
    this.#effects = state.effects.slice();
    this.#cached_bytes = state.cached_bytes;
  }

  /** Brings what is durable by now into the durable bytes, as far as nothing older is pending. */
  #settle(now_ns: number): void {
    const effects = this.#effects;
    if (effects.length === 0) return;
    const found = effects.findIndex(({ durable_ns }) => durable_ns > now_ns);
    const settled = found < 0 ? effects.length : found;
    if (settled === effects.length) this.#durable = this.#current.share();
    else
      for (let index = 0; index < settled; index++)
        apply(this.#durable, effects[index]!, "all", this.sector_bytes);
    this.#forget(settled);
  }

  /** Keeps the cache within its bound; what is still under way stays. Once it is full an eighth
   * of it is written out, so that the list is not shifted for every request. */
  #destage(now_ns: number): void {
    const { effects_max, bytes_max } = this.cache;
    if (this.#effects.length <= effects_max && this.#cached_bytes <= bytes_max) return;
    let count = 0;
    let bytes = this.#cached_bytes;
    while (this.#effects.length - count > effects_max * KEPT || bytes > bytes_max * KEPT) {
      const oldest = this.#effects[count]!;
      if (oldest.completes_ns > now_ns) break;
      apply(this.#durable, oldest, "all", this.sector_bytes);
      bytes -= oldest.data?.length ?? 0;
      count += 1;
    }
    this.#forget(count);
  }

  #forget(count: number): void {
    if (count === 0) return;
    for (const { data } of this.#effects.splice(0, count)) this.#cached_bytes -= data?.length ?? 0;
  }
}
