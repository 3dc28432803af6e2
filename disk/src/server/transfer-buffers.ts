/**
 * Page-aligned buffers for what is read from home, and for replies longer than the staging.
 *
 * A reply's header stands right before its data, which start on a page, so that header and data
 * are sent from one place. Buffers for short reads are kept and used again; all of them count
 * against the cap on bytes in flight.
 */
import { PAGE_BYTES, type PinnedBuffer, pinned } from "../linux/index.js";
import type { BytesInFlight } from "./bytes-in-flight.js";

/** Room before the data, for the header of the reply. */
export const HEADROOM_BYTES = PAGE_BYTES;
const SHORT_BYTES = 64 * 1024;
const KEPT_MAX = 64;

export class TransferBuffers {
  readonly #inFlight: BytesInFlight;
  readonly #kept: PinnedBuffer[] = [];

  constructor(inFlight: BytesInFlight) {
    this.#inFlight = inFlight;
  }

  /** A buffer for `length` bytes of data behind the headroom; undefined: too much is in flight. */
  take(length: number): PinnedBuffer | undefined {
    const size = HEADROOM_BYTES + Math.max(length, SHORT_BYTES);
    if (!this.#inFlight.tryHold(size)) return undefined;
    const kept = length <= SHORT_BYTES ? this.#kept.pop() : undefined;
    return kept ?? pinned(size, PAGE_BYTES);
  }

  /** Returns a buffer that nobody uses any more. */
  give(buffer: PinnedBuffer): void {
    const size = buffer.bytes.length;
    this.#inFlight.release(size);
    if (size === HEADROOM_BYTES + SHORT_BYTES && this.#kept.length < KEPT_MAX)
      this.#kept.push(buffer);
  }
}
