/**
 * From bytes to requests to the disk.
 *
 * A WRITE of up to a record's length is handed over whole, so that it stands in the log as one
 * record. A longer one is handed over in pieces as they arrive, so that no buffer of its length is
 * needed; it is acknowledged after the last. If its client vanishes in between, a part of an
 * unacknowledged write has been written, block by block, as on any disk.
 */
import { RECORD_BYTES_MAX } from "@ashlar/rapilog";
import { Found, NBD_CMD_WRITE, REQUEST_BYTES, type Request } from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import { Count } from "./counters.js";
import { type Piece, WAIT } from "./disk.js";

/** A WRITE that is being handed over in pieces. */
export interface LongWrite {
  request: Request;
  done: number;
  /** Once the disk has refused a piece the rest is skipped. */
  error: number;
}

const piece: Piece = { source: 0, offset: 0, length: 0, last: true };

/**
 * Serves the requests that stand from `start` to `end` in the staging input, and returns from
 * where on the bytes have to be kept: an incomplete request, or one that has to wait.
 */
export function serveRequests(connection: Connection, start: number, end: number): number {
  const { stream, disk } = connection;
  const { view } = disk.staging;
  let at = start;
  while (!connection.hasOutput && !connection.closed) {
    if (connection.longWrite !== undefined) {
      at = continueLongWrite(connection, connection.longWrite, at, end);
      if (connection.longWrite !== undefined) return at;
    }
    const found = stream.next(view, at, end);
    at += stream.consumed;
    if (found === Found.nothing) return at;
    if (found === Found.request) {
      const next = serveRequest(connection, at, end);
      if (next < 0) return at - REQUEST_BYTES;
      at = next;
    } else if (found === Found.refused) {
      connection.counters.add(Count.refusedRequests);
      connection.refuse(stream.request, stream.error);
    } else {
      if (found === Found.disconnect) connection.ending = true;
      else connection.closed = true;
      return end;
    }
  }
  return at;
}

const NOT_SERVED = -1;

/** Serves one request whose payload, if it has any, starts at `at`. */
function serveRequest(connection: Connection, at: number, end: number): number {
  const { request } = connection.stream;
  if (request.type === NBD_CMD_WRITE) return serveWrite(connection, request, at, end);
  const outcome = connection.disk.execute(connection, request);
  if (outcome === WAIT) return stall(connection);
  count(connection, request.type, request.length);
  if (outcome > 0) connection.refuse(request, outcome);
  return at;
}

function serveWrite(connection: Connection, request: Request, at: number, end: number): number {
  const complete = end - at >= request.length;
  const long = request.length > RECORD_BYTES_MAX || (!complete && connection.inFlight.isTight);
  if (long) {
    connection.longWrite = { request: { ...request }, done: 0, error: 0 };
    return at;
  }
  if (!complete) return NOT_SERVED;
  piece.source = at;
  piece.offset = request.offset;
  piece.length = request.length;
  piece.last = true;
  const outcome = connection.disk.write(connection, request, piece);
  if (outcome === WAIT) return stall(connection);
  count(connection, NBD_CMD_WRITE, request.length);
  if (outcome > 0) connection.refuse(request, outcome);
  return at + request.length;
}

function count(connection: Connection, type: number, length: number): void {
  connection.served++;
  connection.counters.request(type, length);
}

function stall(connection: Connection): number {
  connection.counters.add(Count.waits);
  connection.stalled = true;
  return NOT_SERVED;
}

function continueLongWrite(
  connection: Connection,
  write: LongWrite,
  start: number,
  end: number,
): number {
  const { request } = write;
  let at = start;
  while (write.done < request.length) {
    const length = pieceLength(connection, write, end - at);
    if (length === 0) return at;
    if (write.error === 0 && !writePiece(connection, write, at, length)) return at;
    write.done += length;
    at += length;
  }
  connection.longWrite = undefined;
  count(connection, NBD_CMD_WRITE, request.length);
  if (write.error > 0) connection.refuse(request, write.error);
  return at;
}

/** False: the piece has to wait. */
function writePiece(connection: Connection, write: LongWrite, at: number, length: number): boolean {
  piece.source = at;
  piece.offset = write.request.offset + write.done;
  piece.length = length;
  piece.last = write.done + length === write.request.length;
  const outcome = connection.disk.write(connection, write.request, piece);
  if (outcome === WAIT) connection.stalled = true;
  else write.error = outcome;
  return outcome !== WAIT;
}

/** How much of the payload to hand over now: a record's length, what is left, or, if memory is
 * tight or the rest is only skipped, whatever whole blocks there are. */
function pieceLength(connection: Connection, write: LongWrite, available: number): number {
  const wanted = Math.min(RECORD_BYTES_MAX, write.request.length - write.done);
  if (available >= wanted) return wanted;
  if (write.error > 0) return available;
  if (!connection.inFlight.isTight) return 0;
  return available - (available % connection.disk.info.minimumBlock);
}
