/**
 * What a server offers: an export and what it can do. The transmission flags follow from it and
 * from what the client negotiated, and from nothing else.
 */
import assert from "node:assert/strict";
import {
  NBD_FLAG_CAN_MULTI_CONN,
  NBD_FLAG_HAS_FLAGS,
  NBD_FLAG_READ_ONLY,
  NBD_FLAG_ROTATIONAL,
  NBD_FLAG_SEND_CACHE,
  NBD_FLAG_SEND_DF,
  NBD_FLAG_SEND_FAST_ZERO,
  NBD_FLAG_SEND_FLUSH,
  NBD_FLAG_SEND_FUA,
  NBD_FLAG_SEND_TRIM,
  NBD_FLAG_SEND_WRITE_ZEROES,
  NBD_MAX_STRING,
} from "./protocol.js";

/** An export. FLUSH and FUA are always offered: a durable disk without them is none. */
export interface ExportInfo {
  name: string;
  /** For people; may be empty. */
  description: string;
  bytes: number;
  /** Smallest unit of a request: a power of two, 1 to 65 536. */
  minimumBlock: number;
  /** Smallest unit without a read-modify-write: a power of two, at least 512. */
  preferredBlock: number;
  /** Longest READ or WRITE in bytes. */
  maximumPayload: number;
  readOnly: boolean;
  rotational: boolean;
  canTrim: boolean;
  canWriteZeroes: boolean;
  /** FAST_ZERO is understood, be it to answer ENOTSUP; only with `canWriteZeroes`. */
  canFastZero: boolean;
  canCache: boolean;
  /** A FLUSH on one connection covers what every connection was acknowledged. */
  canMultiConn: boolean;
}

/** What one connection agreed on before transmission. */
export interface Agreement {
  export: ExportInfo;
  /** Replies to READ are structured, and the others may be. */
  structured: boolean;
  /** The identifier of base:allocation in BLOCK_STATUS replies; null: not selected. */
  allocationContext: number | null;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(value) && value > 0 && Number.isInteger(Math.log2(value));
}

/** Asserts what the standard demands of an export, "Size constraints" above all. */
export function assertExport(info: ExportInfo): void {
  assert(Number.isSafeInteger(info.bytes) && info.bytes >= 0, "size of the export");
  assert(isPowerOfTwo(info.minimumBlock) && info.minimumBlock <= 65_536, "minimum block");
  assert(isPowerOfTwo(info.preferredBlock), "preferred block");
  assert(info.preferredBlock >= Math.max(512, info.minimumBlock), "preferred block");
  assert(Number.isInteger(info.maximumPayload), "maximum payload");
  assert(info.maximumPayload >= info.preferredBlock, "maximum payload");
  assert(info.maximumPayload <= 0xffff_ffff - 8, "maximum payload");
  assert(info.canWriteZeroes || !info.canFastZero, "FAST_ZERO is a flag of WRITE_ZEROES");
  for (const text of [info.name, info.description]) {
    assert(Buffer.byteLength(text) <= NBD_MAX_STRING && !text.includes("\0"), "string");
  }
}

/** The transmission flags of an export; DF exists only with structured replies. */
export function transmissionFlags(info: ExportInfo, structured: boolean): number {
  const writable = !info.readOnly;
  return (
    NBD_FLAG_HAS_FLAGS |
    NBD_FLAG_SEND_FLUSH |
    NBD_FLAG_SEND_FUA |
    (info.readOnly ? NBD_FLAG_READ_ONLY : 0) |
    (info.rotational ? NBD_FLAG_ROTATIONAL : 0) |
    (writable && info.canTrim ? NBD_FLAG_SEND_TRIM : 0) |
    (writable && info.canWriteZeroes ? NBD_FLAG_SEND_WRITE_ZEROES : 0) |
    (structured ? NBD_FLAG_SEND_DF : 0) |
    (info.canMultiConn ? NBD_FLAG_CAN_MULTI_CONN : 0) |
    (info.canCache ? NBD_FLAG_SEND_CACHE : 0) |
    (writable && info.canFastZero ? NBD_FLAG_SEND_FAST_ZERO : 0)
  );
}
