/**
 * What a connection could not send at once, oldest first.
 *
 * Long replies stand in it in their own buffers; `release` gives such a buffer back once its last
 * byte is sent, or once the connection is gone.
 */
import { AGAIN, CLOSED, type PinnedBuffer, pinned, send } from "../linux/index.js";

export interface Chunk {
  buffer: PinnedBuffer;
  start: number;
  end: number;
  release?: () => void;
}

export class OutputQueue {
  readonly #chunks: Chunk[] = [];

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  push(chunk: Chunk): void {
    this.#chunks.push(chunk);
  }

  /** Adds a copy of `bytes`. */
  pushCopy(bytes: Uint8Array): void {
    const buffer = pinned(bytes.length);
    buffer.bytes.set(bytes);
    this.push({ buffer, start: 0, end: bytes.length });
  }

  /** Sends until it is empty (true) or the socket is full (false); CLOSED if the peer is gone. */
  flush(fd: number): boolean | typeof CLOSED {
    for (let chunk = this.#chunks[0]; chunk; chunk = this.#chunks[0]) {
      const count = send(fd, chunk.buffer.address + chunk.start, chunk.end - chunk.start);
      if (count === CLOSED) return CLOSED;
      if (count === AGAIN) return false;
      chunk.start += count;
      if (chunk.start < chunk.end) continue;
      this.#chunks.shift();
      chunk.release?.();
    }
    return true;
  }

  /** Gives all buffers back. */
  clear(): void {
    for (const chunk of this.#chunks) chunk.release?.();
    this.#chunks.length = 0;
  }
}
