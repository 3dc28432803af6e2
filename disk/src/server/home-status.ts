/**
 * BLOCK_STATUS replies, and what home says about its extents.
 */
import {
  blockStatusBytes,
  encodeBlockStatus,
  NBD_CMD_FLAG_REQ_ONE,
  type Request,
  type StatusExtent,
  shapeExtents,
} from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import type { JobPool } from "./job-pool.js";
import { JobKind } from "./job-table.js";

/** The answer may cover less than was asked for; this bounds the work of one request. */
export const STATUS_BYTES_MAX = 32 * 1024 * 1024;
const EXTENTS_MAX = 1024;

/** The part of a request that is answered. */
export function boundedStatus(request: Request): Request {
  return { ...request, length: Math.min(request.length, STATUS_BYTES_MAX) };
}

/** Asks home for the extents of `request`, then answers with what `shape` makes of them. Where
 * home cannot say, all counts as allocated. */
export function reportHomeStatus(
  jobs: JobPool,
  connection: Connection,
  request: Request,
  shape: (home: StatusExtent[]) => StatusExtent[] = (home) => home,
): void {
  connection.working++;
  jobs.submit(JobKind.extents, 0, request.length, request.offset, (errno, slot) => {
    connection.working--;
    if (connection.closed) return;
    const home = errno === 0 ? readExtents(jobs.extents(slot)) : [];
    sendStatus(connection, request, shape(home));
  });
}

function readExtents(room: Float64Array): StatusExtent[] {
  return Array.from({ length: room[0]! }, (_, index) => ({
    length: room[1 + 2 * index]!,
    allocated: room[2 + 2 * index] === 1,
  }));
}

/** Puts the reply into the connection's output. */
export function sendStatus(
  connection: Connection,
  request: Request,
  extents: readonly StatusExtent[],
): void {
  const one = (request.flags & NBD_CMD_FLAG_REQ_ONE) !== 0;
  const shaped = shapeExtents(extents, request.length, one ? 1 : EXTENTS_MAX);
  const place = connection.reserve(blockStatusBytes(shaped.length));
  const { staging } = connection.disk;
  const context = connection.allocationContext ?? 0;
  staging.filled = encodeBlockStatus(staging.view, place, request, context, shaped);
  connection.flush();
}
