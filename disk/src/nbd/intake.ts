/**
 * Cuts a stream of chunks into items of known length.
 *
 * Holds at most one incomplete item, so its memory is bounded by the longest item that is ever
 * asked for, however the stream is cut into chunks. A complete item inside one chunk is not
 * copied: the caller must be done with it when it returns the chunk's memory.
 */
export class Intake {
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  #partial: Uint8Array | null = null;
  #filled = 0;
  #skip = 0;

  /** Gives the next chunk; the one before must have been used up by `take`. */
  offer(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#at = 0;
  }

  /** Bytes to leave out before the next item. */
  skip(length: number): void {
    this.#skip += length;
  }

  /** The next `length` bytes; null, and the chunk is used up, if they are not there yet. The
   * caller asks for the same length again until it gets it. */
  take(length: number): Buffer | null {
    const skipped = Math.min(this.#skip, this.#chunk.length - this.#at);
    this.#at += skipped;
    this.#skip -= skipped;
    if (this.#skip > 0) return null;
    if (this.#partial === null && this.#chunk.length - this.#at >= length) {
      this.#at += length;
      return Buffer.from(this.#chunk.buffer, this.#chunk.byteOffset + this.#at - length, length);
    }
    return this.#gather(length);
  }

  #gather(length: number): Buffer | null {
    this.#partial ??= new Uint8Array(length);
    const count = Math.min(length - this.#filled, this.#chunk.length - this.#at);
    this.#partial.set(this.#chunk.subarray(this.#at, this.#at + count), this.#filled);
    this.#filled += count;
    this.#at += count;
    if (this.#filled < length) return null;
    const item = Buffer.from(this.#partial.buffer);
    this.#partial = null;
    this.#filled = 0;
    return item;
  }

  /** What of the chunk was not taken, which is then no longer held. */
  rest(): Uint8Array {
    const rest = this.#chunk.subarray(this.#at);
    this.#at = this.#chunk.length;
    return rest;
  }

  /** Bytes held across calls: the incomplete item. */
  get held_bytes(): number {
    return this.#partial?.length ?? 0;
  }
}
