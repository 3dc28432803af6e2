/**
 * What a connection has received and not served yet: an incomplete request, or one that waits.
 *
 * It stays in the staging, where it was received, until another connection needs that, and has
 * memory of its own only then. So for one busy client, whose requests arrive in parts, nothing is
 * allocated, and no more is moved than what is left of one request.
 */
import type { BytesInFlight } from "./bytes-in-flight.js";
import type { InputHolder, Staging } from "./staging.js";

/** Memory up to this size is kept for the next time. */
const KEPT_BYTES = 16 * 1024;
const KEPT_LEAST_BYTES = 8192;

export class Input implements InputHolder {
  readonly #staging: Staging;
  readonly #inFlight: BytesInFlight;
  /** Holds the bytes while the staging is another connection's. */
  #own: Uint8Array = new Uint8Array(0);
  /** Where the bytes begin in the staging, while that is ours. */
  #start = 0;
  #length = 0;

  constructor(staging: Staging, inFlight: BytesInFlight) {
    this.#staging = staging;
    this.#inFlight = inFlight;
  }

  get length(): number {
    return this.#length;
  }

  /** Puts the bytes to the beginning of the staging's input; returns where they end there. */
  place(): number {
    const staging = this.#staging;
    const { input } = staging;
    if (staging.holder !== this) {
      staging.holder?.makeRoom();
      staging.holder = this;
      if (this.#length > 0) staging.bytes.set(this.#own.subarray(0, this.#length), input);
    } else if (this.#length > 0 && this.#start !== input)
      staging.bytes.copyWithin(input, this.#start, this.#start + this.#length);
    this.#start = input;
    return input + this.#length;
  }

  /** What is left of the input stands from `start` to `end` in the staging, which is ours. */
  keep(start: number, end: number): void {
    this.#start = start;
    this.#count(end - start);
  }

  makeRoom(): void {
    this.#store(this.#staging.bytes, this.#start);
  }

  /** Takes over bytes from elsewhere, before anything was received. */
  preload(bytes: Uint8Array): void {
    this.#count(bytes.length);
    this.#store(bytes, 0);
  }

  /** Forgets everything. */
  release(): void {
    if (this.#staging.holder === this) this.#staging.holder = undefined;
    this.#inFlight.release(this.#length);
    this.#length = 0;
  }

  #count(length: number): void {
    if (length === this.#length) return;
    this.#inFlight.add(length - this.#length);
    this.#length = length;
  }

  #store(bytes: Uint8Array, start: number): void {
    const length = this.#length;
    if (length > this.#own.length) this.#own = new Uint8Array(Math.max(length, KEPT_LEAST_BYTES));
    else if (length === 0 && this.#own.length > KEPT_BYTES) this.#own = new Uint8Array(0);
    if (length > 0) this.#own.set(bytes.subarray(start, start + length));
  }
}
