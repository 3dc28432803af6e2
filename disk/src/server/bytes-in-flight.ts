/**
 * The cap on memory that clients can make the server hold: carried input and long replies.
 *
 * Nothing is refused for want of it. Replies wait for room; input that is carried already counts
 * in any case, but once the cap is reached connections are read in small portions and long
 * payloads go to the disk block by block, so that the sum cannot grow further.
 */
export class BytesInFlight {
  readonly max: number;
  /** How often something was given back: a request that waits for room may try again. */
  releases = 0;
  #held = 0;

  constructor(max: number) {
    this.max = max;
  }

  get held(): number {
    return this.#held;
  }

  /** Whether it is time to hold less. */
  get isTight(): boolean {
    return this.#held >= this.max / 2;
  }

  /** Counts `bytes` unless they exceed the cap; a single request always fits an empty one. */
  tryHold(bytes: number): boolean {
    if (this.#held > 0 && this.#held + bytes > this.max) return false;
    this.#held += bytes;
    return true;
  }

  /** Counts a change that is a fact already. */
  add(bytes: number): void {
    this.#held += bytes;
  }

  release(bytes: number): void {
    this.releases++;
    this.#held -= bytes;
  }
}
