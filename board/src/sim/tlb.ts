/**
 * What the hart remembers of translations. It goes on using what it remembers until it is told to
 * forget, however the tables have changed: so a fence that the kernel leaves out has consequences.
 * What is remembered is few, and the oldest goes first, the same in every run.
 */
import type { Translation } from "./sv39.js";

const CAPACITY = 32;

export class Tlb {
  readonly #entries = new Map<bigint, Translation>();

  get(virtualPage: bigint): Translation | undefined {
    return this.#entries.get(virtualPage);
  }

  put(virtualPage: bigint, translation: Translation): void {
    this.#entries.delete(virtualPage);
    if (this.#entries.size === CAPACITY) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest!);
    }
    this.#entries.set(virtualPage, translation);
  }

  forget(): void {
    this.#entries.clear();
  }

  /** All that is remembered, for whoever checks that none of it is stale. */
  entries(): Iterable<[virtualPage: bigint, translation: Translation]> {
    return this.#entries.entries();
  }
}
