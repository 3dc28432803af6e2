/**
 * Noticing cheaply that words of the control page have changed.
 *
 * The serving thread looks at the keeper's words on every turn, that is, at depth 1, for every
 * write. Reading them as 64-bit numbers makes a bigint each; comparing halves makes nothing. The
 * halves of a word are not read together, so a change may be reported twice, but never missed.
 * The reads are plain: who must not miss a change that came before some moment (before sleeping,
 * say) makes an atomic access to the page at that moment.
 */
import { CONTROL_BYTES, Word, type WordName } from "../vault/index.js";

export class ControlWatch {
  readonly #halves: Int32Array;
  readonly #places: Int32Array;
  readonly #seen: Int32Array;

  /** Watches `names` on the control page at `offset` in `buffer`; all count as changed at first. */
  constructor(buffer: ArrayBufferLike, offset: number, names: readonly WordName[]) {
    this.#halves = new Int32Array(buffer, offset, CONTROL_BYTES / 4);
    const places = names.flatMap((name) => [Word[name] / 4, Word[name] / 4 + 1]);
    this.#places = Int32Array.from(places);
    this.#seen = this.#places.map((place) => ~this.#halves[place]!);
  }

  /** Whether a word has changed since the last call. */
  changed(): boolean {
    let changed = false;
    for (let index = 0; index < this.#places.length; index++) {
      const half = this.#halves[this.#places[index]!]!;
      if (half === this.#seen[index]) continue;
      this.#seen[index] = half;
      changed = true;
    }
    return changed;
  }
}
