/**
 * The reply to BLOCK_STATUS: the extents of one metadata context.
 *
 *     | chunk header | context id u32 | { length u32 | status flags u32 } …
 *
 * Whatever extents it is given, the reply obeys the document: at least one extent and none empty,
 * neighbours of the same status joined, no more than `limit`, one and not longer than the request
 * with REQ_ONE, and none that goes beyond the request.
 */
import assert from "node:assert/strict";
import {
  BLOCK_STATUS_EXTENTS_MAX,
  NBD_REPLY_FLAG_DONE,
  NBD_REPLY_TYPE_BLOCK_STATUS,
  NBD_STATE_HOLE,
  NBD_STATE_ZERO,
} from "./protocol.js";
import { BLOCK_STATUS_BYTES, type Cookie, EXTENT_BYTES, encodeChunk } from "./reply.js";

export interface StatusExtent {
  length: number;
  /** False: a hole, which reads as zeros. */
  allocated: boolean;
}

/** Extents as they will be sent: cut to `length`, joined, at most `limit`. */
export function shapeExtents(
  extents: Iterable<StatusExtent>,
  length: number,
  limit: number,
): StatusExtent[] {
  assert(length > 0 && limit > 0 && limit <= BLOCK_STATUS_EXTENTS_MAX);
  const shaped: StatusExtent[] = [];
  let left = length;
  for (const extent of extents) {
    const taken = Math.min(extent.length, left);
    if (taken === 0) continue;
    const last = shaped.at(-1);
    if (last?.allocated === extent.allocated) last.length += taken;
    else if (shaped.length === limit) break;
    else shaped.push({ length: taken, allocated: extent.allocated });
    left -= taken;
  }
  // Where nothing is known, "allocated" is always a safe answer.
  return shaped.length > 0 ? shaped : [{ length, allocated: true }];
}

/** Bytes that `encodeBlockStatus` writes for so many extents. */
export function blockStatusBytes(extents: number): number {
  return BLOCK_STATUS_BYTES + extents * EXTENT_BYTES;
}

/** Writes the whole, final chunk; `extents` come from `shapeExtents`. */
export function encodeBlockStatus(
  view: DataView,
  at: number,
  cookie: Cookie,
  contextId: number,
  extents: readonly StatusExtent[],
): number {
  assert(extents.length > 0);
  const payload_bytes = 4 + extents.length * EXTENT_BYTES;
  const type = NBD_REPLY_TYPE_BLOCK_STATUS;
  let place = encodeChunk(view, at, cookie, NBD_REPLY_FLAG_DONE, type, payload_bytes);
  view.setUint32(place, contextId);
  place += 4;
  for (const extent of extents) {
    view.setUint32(place, extent.length);
    view.setUint32(place + 4, extent.allocated ? 0 : NBD_STATE_HOLE | NBD_STATE_ZERO);
    place += EXTENT_BYTES;
  }
  return place;
}
