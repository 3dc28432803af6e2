/** A disk in memory that knows which of its blocks are holes. */
import type { StatusExtent } from "../block-status.js";

const BLOCK_BYTES = 512;

export class MemoryDisk {
  readonly bytes: Buffer;
  readonly #allocated: Uint8Array;

  constructor(bytes: number) {
    this.bytes = Buffer.alloc(bytes);
    this.#allocated = new Uint8Array(Math.ceil(bytes / BLOCK_BYTES));
  }

  write(offset: number, data: Uint8Array): void {
    this.bytes.set(data, offset);
    this.#mark(offset, data.length, 1);
  }

  zero(offset: number, length: number, allocated: boolean): void {
    this.bytes.fill(0, offset, offset + length);
    this.#mark(offset, length, allocated ? 1 : 0);
  }

  *extents(offset: number, length: number): Generator<StatusExtent> {
    for (let at = offset; at < offset + length; at += BLOCK_BYTES) {
      yield { length: BLOCK_BYTES, allocated: this.#allocated[at / BLOCK_BYTES] === 1 };
    }
  }

  #mark(offset: number, length: number, state: number): void {
    this.#allocated.fill(state, offset / BLOCK_BYTES, Math.ceil((offset + length) / BLOCK_BYTES));
  }
}
