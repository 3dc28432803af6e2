/**
 * The replies of the transmission phase. Encoders write into a given buffer at a given place and
 * allocate nothing; they return the place behind what they wrote. Payload data is the caller's
 * to put behind its header.
 *
 * Simple reply, server → client:
 *
 *     0                    4           8            16
 *     | SIMPLE_REPLY_MAGIC | error u32 | cookie u64 | data of a READ without error
 *
 * Chunk of a structured reply:
 *
 *     0                        4           6          8            16           20
 *     | STRUCTURED_REPLY_MAGIC | flags u16 | type u16 | cookie u64 | length u32 | payload …
 */
import * as nbd from "./protocol.js";
import type { Request } from "./request.js";

export const SIMPLE_REPLY_BYTES = 16;
export const CHUNK_BYTES = 20;
/** The chunk header and the offset that come before the data of OFFSET_DATA. */
export const OFFSET_DATA_BYTES = CHUNK_BYTES + 8;
/** An error chunk without message. */
export const ERROR_BYTES = CHUNK_BYTES + 6;
/** BLOCK_STATUS up to its first extent, and each extent. */
export const BLOCK_STATUS_BYTES = CHUNK_BYTES + 4;
export const EXTENT_BYTES = 8;

const TWO_TO_32 = 0x1_0000_0000;

/** Whose reply it is: the part of a request that has to be remembered until it is answered. */
export type Cookie = Pick<Request, "cookieHigh" | "cookieLow">;

function setOffset(view: DataView, at: number, offset: number): void {
  view.setUint32(at, Math.floor(offset / TWO_TO_32));
  view.setUint32(at + 4, offset % TWO_TO_32);
}

export function encodeSimpleReply(
  view: DataView,
  at: number,
  cookie: Cookie,
  error: number,
): number {
  view.setUint32(at, nbd.NBD_SIMPLE_REPLY_MAGIC);
  view.setUint32(at + 4, error);
  view.setInt32(at + 8, cookie.cookieHigh);
  view.setInt32(at + 12, cookie.cookieLow);
  return at + SIMPLE_REPLY_BYTES;
}

/** The header of any chunk. */
export function encodeChunk(
  view: DataView,
  at: number,
  cookie: Cookie,
  flags: number,
  type: number,
  payload_bytes: number,
): number {
  view.setUint32(at, nbd.NBD_STRUCTURED_REPLY_MAGIC);
  view.setUint16(at + 4, flags);
  view.setUint16(at + 6, type);
  view.setInt32(at + 8, cookie.cookieHigh);
  view.setInt32(at + 12, cookie.cookieLow);
  view.setUint32(at + 16, payload_bytes);
  return at + CHUNK_BYTES;
}

/** The end of a reply, successful unless an error chunk came before. */
export function encodeNone(view: DataView, at: number, cookie: Cookie): number {
  return encodeChunk(view, at, cookie, nbd.NBD_REPLY_FLAG_DONE, nbd.NBD_REPLY_TYPE_NONE, 0);
}

/** | offset u64 | data |; `length` bytes of data are to follow, at least one. `done` only if
 * nothing can go wrong any more. */
export function encodeOffsetData(
  view: DataView,
  at: number,
  cookie: Cookie,
  offset: number,
  length: number,
  done: boolean,
): number {
  const flags = done ? nbd.NBD_REPLY_FLAG_DONE : 0;
  encodeChunk(view, at, cookie, flags, nbd.NBD_REPLY_TYPE_OFFSET_DATA, 8 + length);
  setOffset(view, at + CHUNK_BYTES, offset);
  return at + OFFSET_DATA_BYTES;
}

/** | error u32 | message length u16 = 0 |; the last chunk of its reply. */
export function encodeError(view: DataView, at: number, cookie: Cookie, error: number): number {
  encodeChunk(view, at, cookie, nbd.NBD_REPLY_FLAG_DONE, nbd.NBD_REPLY_TYPE_ERROR, 6);
  view.setUint32(at + CHUNK_BYTES, error);
  view.setUint16(at + CHUNK_BYTES + 4, 0);
  return at + ERROR_BYTES;
}

/** The reply to a request that failed before any of its data were sent: READ has to be answered
 * in the negotiated kind, the others may be; at most `ERROR_BYTES`. */
export function encodeFailure(
  view: DataView,
  at: number,
  cookie: Cookie,
  error: number,
  structured: boolean,
): number {
  return structured
    ? encodeError(view, at, cookie, error)
    : encodeSimpleReply(view, at, cookie, error);
}
