/**
 * A READ that needs the disk itself, or more room than the staging has.
 *
 * What the log holds is copied when the read is issued; only what was home then is read from home,
 * later. A sector that moves home in between is thus taken from the log, and one that is
 * overwritten in between is a write that nobody could know of when the read was issued.
 */
import type { PinnedBuffer } from "../linux/index.js";
import {
  type Cookie,
  ERROR_BYTES,
  encodeFailure,
  encodeOffsetData,
  encodeSimpleReply,
  NBD_EIO,
  NBD_SUCCESS,
  OFFSET_DATA_BYTES,
  type Request,
  SIMPLE_REPLY_BYTES,
} from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import { HEADROOM_BYTES, type TransferBuffers } from "./transfer-buffers.js";

export class LongRead {
  readonly #connection: Connection;
  readonly #cookie: Cookie;
  readonly #offset: number;
  readonly #length: number;
  readonly #buffer: PinnedBuffer;
  readonly #buffers: TransferBuffers;
  #parts = 0;
  #errno = 0;

  constructor(
    connection: Connection,
    request: Request,
    buffer: PinnedBuffer,
    buffers: TransferBuffers,
  ) {
    this.#connection = connection;
    this.#cookie = { cookieHigh: request.cookieHigh, cookieLow: request.cookieLow };
    this.#offset = request.offset;
    this.#length = request.length;
    this.#buffer = buffer;
    this.#buffers = buffers;
    connection.working++;
  }

  /** Machine address of the `at`-th byte of the data. */
  address(at: number): number {
    return this.#buffer.address + HEADROOM_BYTES + at;
  }

  /** Fills in bytes that are at hand. */
  set(at: number, bytes: Uint8Array): void {
    this.#buffer.bytes.set(bytes, HEADROOM_BYTES + at);
  }

  zero(at: number, length: number): void {
    this.#buffer.bytes.fill(0, HEADROOM_BYTES + at, HEADROOM_BYTES + at + length);
  }

  /** One more part has to arrive before the reply. */
  expectPart(): void {
    this.#parts++;
  }

  /** A part has arrived, or failed. */
  readonly partDone = (errno: number): void => {
    this.#errno ||= errno;
    this.#parts--;
    if (this.#parts === 0) this.finish();
  };

  /** Whether all parts are there. */
  get isComplete(): boolean {
    return this.#parts === 0;
  }

  /** Sends the reply; the buffer goes back once it is sent. */
  finish(): void {
    const connection = this.#connection;
    const buffer = this.#buffer;
    connection.working--;
    const release = () => this.#buffers.give(buffer);
    if (this.#errno === 0 && !connection.closed) {
      const start = this.#header();
      connection.sendChunk({ buffer, start, end: HEADROOM_BYTES + this.#length, release });
    } else {
      if (!connection.closed) this.#fail();
      release();
    }
  }

  #header(): number {
    const { bytes } = this.#buffer;
    const view = new DataView(bytes.buffer, bytes.byteOffset, HEADROOM_BYTES);
    const cookie = this.#cookie;
    if (!this.#connection.structured) {
      encodeSimpleReply(view, HEADROOM_BYTES - SIMPLE_REPLY_BYTES, cookie, NBD_SUCCESS);
      return HEADROOM_BYTES - SIMPLE_REPLY_BYTES;
    }
    const start = HEADROOM_BYTES - OFFSET_DATA_BYTES;
    encodeOffsetData(view, start, cookie, this.#offset, this.#length, true);
    return start;
  }

  #fail(): void {
    const { staging } = this.#connection.disk;
    const place = this.#connection.reserve(ERROR_BYTES);
    staging.filled = encodeFailure(
      staging.view,
      place,
      this.#cookie,
      NBD_EIO,
      this.#connection.structured,
    );
    this.#connection.flush();
  }
}
