/**
 * The truth and what a bad disk makes of it: two images that take the same requests.
 *
 * The pristine one holds what an honest disk would hold after the same requests and the same
 * power cuts. The actual one gets what the faults let through, and is what readers see. Where the
 * two differ is the damage.
 */
import type { Choice, Effect } from "./effect.js";
import { type CacheBound, Image, type ImageState } from "./image.js";
import type { ByteRange, Pages } from "./pages.js";
import type { Strike } from "./power-faults.js";
import { type RecentWrite, RecentWrites } from "./recent-writes.js";
import { Unreadable } from "./unreadable.js";

export interface TwinState {
  pristine: ImageState;
  actual: ImageState;
  recent: readonly RecentWrite[];
  unreadable: readonly ByteRange[];
  lastCut: Pages;
  lost: readonly number[];
}

/** What a cut left of what had been promised. */
export interface CutOutcome {
  /** Writes that were durable by promise, and are the newest in their places. */
  survivors: RecentWrite[];
  /** What the pristine disk holds and the actual one lost, in whole or in part. */
  brokenPromises: Effect[];
}

export class TwinImage {
  readonly #pristine: Image;
  readonly #actual: Image;
  readonly #recent = new RecentWrites();
  readonly #unreadable = new Unreadable();
  /** The disk as it was after the last cut. */
  #lastCut: Pages;
  /** Numbers of requests since then that never arrived. */
  #lost = new Set<number>();

  /** `remembers`: what was overwritten is kept, for the faults that strike at power cuts. */
  constructor(
    bytes: number,
    sector_bytes: number,
    cache: CacheBound,
    readonly remembers: boolean,
  ) {
    this.#pristine = new Image(bytes, sector_bytes, cache);
    this.#actual = new Image(bytes, sector_bytes, cache);
    this.#lastCut = this.#actual.current.share();
  }

  /** What a reader sees. */
  get current(): Pages {
    return this.#actual.current;
  }

  /** What he should see. */
  get truth(): Pages {
    return this.#pristine.current;
  }

  get lastCut(): Pages {
    return this.#lastCut;
  }

  /** What an honest disk does with a request. */
  addTruth(effect: Effect): void {
    this.#pristine.add(effect);
  }

  /** What this disk does. `revertible`: the same as an honest one, so that a power cut may undo it
   * as if it had never come. */
  arrive(effect: Effect, revertible: boolean): void {
    if (this.remembers) this.#recent.add(effect, this.#actual.current, revertible);
    this.#actual.add(effect);
    this.#unreadable.clear(effect.offset, effect.length);
  }

  /** The request never comes to the actual disk. */
  lose(effect: Effect): void {
    this.#lost.add(effect.number);
  }

  /** A sync, and when it is true. */
  promise(begins_ns: number, honest_ns: number, actual_ns: number): void {
    this.#pristine.promise(begins_ns, honest_ns);
    this.#actual.promise(begins_ns, actual_ns);
  }

  canRead(offset: number, length: number): boolean {
    return !this.#unreadable.touches(offset, length);
  }

  pending(at_ns: number): Effect[] {
    return this.#actual.pending(at_ns);
  }

  /** The cache is lost but for what the choice keeps: with the power, or when a drive resets
   * itself. */
  cut(choice: Choice, at_ns: number): CutOutcome {
    const pending = this.#actual.pending(at_ns);
    const survivals = new Map(pending.map(({ number }, index) => [number, choice[index]!]));
    const unpromised = this.#pristine.pending(at_ns);
    this.#actual.cut(choice, at_ns);
    this.#pristine.cut(
      unpromised.map(
        ({ number }) => survivals.get(number) ?? (this.#lost.has(number) ? "none" : "all"),
      ),
      at_ns,
    );
    const legal = new Set(unpromised.map(({ number }) => number));
    const isWhole = ({ number }: { number: number }) => (survivals.get(number) ?? "all") === "all";
    const isLie = ({ number, durable_ns }: Effect) => durable_ns < Infinity && !legal.has(number);
    const survivors = this.#recent.newest().filter(({ number }) => !survivals.has(number));
    const brokenPromises = pending.filter((effect) => !isWhole(effect) && isLie(effect));
    this.#recent.clear();
    this.#lost.clear();
    return { survivors, brokenPromises };
  }

  /** What a fault does to the disk while it is without power. */
  strike({ offset, length, bytes }: Strike): void {
    if (bytes === undefined) this.#unreadable.add({ offset, length });
    else this.#actual.patch(offset, bytes);
  }

  /** To be called after a cut, when all is done. */
  powerIsBack(): void {
    this.#lastCut = this.#actual.current.share();
  }

  /** Sectors that differ from the truth, and ranges that cannot be read. */
  damage(unit: number): ByteRange[] {
    return [...this.current.differences(this.truth, unit), ...this.#unreadable.ranges];
  }

  snapshot(): TwinState {
    return {
      pristine: this.#pristine.snapshot(),
      actual: this.#actual.snapshot(),
      recent: this.#recent.snapshot(),
      unreadable: this.#unreadable.ranges,
      lastCut: this.#lastCut,
      lost: [...this.#lost],
    };
  }

  restore(state: TwinState): void {
    this.#pristine.restore(state.pristine);
    this.#actual.restore(state.actual);
    this.#recent.restore(state.recent);
    this.#unreadable.restore(state.unreadable);
    this.#lastCut = state.lastCut;
    this.#lost = new Set(state.lost);
  }
}
