/**
 * The request of the transmission phase, client → server:
 *
 *     0                 4         6        8            16           24           28
 *     | REQUEST_MAGIC   | flags   | type   | cookie u64 | offset u64 | length u32 | data of WRITE
 *
 * Decoding allocates nothing: it fills a `Request` that is used again and again. The cookie is
 * opaque and kept as two signed halves (small integers of the engine, whatever their bits). The
 * offset is a number: exact below 2^53, and where it is not, it is past the end of any export,
 * whose size is at most 2^53 - 1.
 */
import { NBD_REQUEST_MAGIC } from "./protocol.js";

export const REQUEST_BYTES = 28;

const TWO_TO_32 = 0x1_0000_0000;

export class Request {
  flags = 0;
  type = 0;
  cookieHigh = 0;
  cookieLow = 0;
  offset = 0;
  length = 0;
}

/** Fills `request` from the 28 bytes at `at`; false: wrong magic, and nothing is filled in. */
export function decodeRequest(view: DataView, at: number, request: Request): boolean {
  if (view.getUint32(at) !== NBD_REQUEST_MAGIC) return false;
  request.flags = view.getUint16(at + 4);
  request.type = view.getUint16(at + 6);
  request.cookieHigh = view.getInt32(at + 8);
  request.cookieLow = view.getInt32(at + 12);
  request.offset = view.getUint32(at + 16) * TWO_TO_32 + view.getUint32(at + 20);
  request.length = view.getUint32(at + 24);
  return true;
}

/** What a client sends; the offset is a bigint so that every bad one can be sent too. */
export interface RequestFields {
  type: number;
  cookie: bigint;
  flags?: number;
  offset?: bigint;
  length?: number;
  magic?: number;
}

export function encodeRequest(fields: RequestFields): Buffer {
  const bytes = Buffer.alloc(REQUEST_BYTES);
  bytes.writeUInt32BE(fields.magic ?? NBD_REQUEST_MAGIC, 0);
  bytes.writeUInt16BE(fields.flags ?? 0, 4);
  bytes.writeUInt16BE(fields.type, 6);
  bytes.writeBigUInt64BE(fields.cookie, 8);
  bytes.writeBigUInt64BE(fields.offset ?? 0n, 16);
  bytes.writeUInt32BE(fields.length ?? 0, 24);
  return bytes;
}
