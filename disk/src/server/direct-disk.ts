/**
 * Mode `write-through`: the ordinary honest synchronous disk, for comparison.
 *
 * A write is answered when the backing has it; FLUSH and FUA are answered after a sync. All of it
 * is done by the job threads, so that requests overlap as far as the backing lets them.
 */

import { ENOSPC, type PinnedBuffer } from "../linux/index.js";
import {
  type Cookie,
  type ExportInfo,
  NBD_CMD_BLOCK_STATUS,
  NBD_CMD_FLAG_FUA,
  NBD_CMD_FLAG_NO_HOLE,
  NBD_CMD_FLUSH,
  NBD_CMD_READ,
  NBD_CMD_TRIM,
  NBD_CMD_WRITE_ZEROES,
  NBD_EIO,
  NBD_ENOSPC,
  NBD_SUCCESS,
  type Request,
} from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import { type Disk, type Piece, TAKEN, WAIT } from "./disk.js";
import { boundedStatus, reportHomeStatus } from "./home-status.js";
import type { JobPool } from "./job-pool.js";
import { JobKind } from "./job-table.js";
import { LongRead } from "./long-read.js";
import { STAGING_BYTES, Staging } from "./staging.js";
import { HEADROOM_BYTES, type TransferBuffers } from "./transfer-buffers.js";

/** A request that changes the disk: answered after its last job. */
class Change {
  readonly #connection: Connection;
  readonly #cookie: Cookie;
  readonly #fua: boolean;
  readonly #jobs: JobPool;
  #parts = 0;
  #errno = 0;
  /** All jobs are submitted. */
  complete = false;

  constructor(connection: Connection, request: Request, jobs: JobPool) {
    this.#connection = connection;
    this.#cookie = { cookieHigh: request.cookieHigh, cookieLow: request.cookieLow };
    this.#fua = request.type === NBD_CMD_FLUSH || (request.flags & NBD_CMD_FLAG_FUA) !== 0;
    this.#jobs = jobs;
    connection.working++;
  }

  submit(kind: JobKind, address: number, length: number, offset: number, after?: () => void): void {
    this.#parts++;
    this.#jobs.submit(kind, address, length, offset, (errno) => {
      after?.();
      this.#errno ||= errno;
      this.#parts--;
      this.finishIfDone();
    });
  }

  finishIfDone(): void {
    if (!this.complete || this.#parts > 0) return;
    if (this.#fua && this.#errno === 0)
      this.#jobs.submit(JobKind.sync, 0, 0, 0, (errno) => this.#finish(errno));
    else this.#finish(this.#errno);
  }

  #finish(errno: number): void {
    this.#connection.working--;
    if (this.#connection.closed) return;
    const failure = errno === ENOSPC ? NBD_ENOSPC : NBD_EIO;
    this.#connection.reply(this.#cookie, errno === 0 ? NBD_SUCCESS : failure);
    this.#connection.flush();
  }
}

export class DirectDisk implements Disk {
  readonly info: ExportInfo;
  readonly staging = new Staging(new ArrayBuffer(STAGING_BYTES), 0);
  readonly wakeFds: readonly number[];
  readonly #jobs: JobPool;
  readonly #buffers: TransferBuffers;
  /** The long write that each connection is in the middle of. */
  readonly #long = new WeakMap<Connection, Change>();

  constructor(info: ExportInfo, jobs: JobPool, buffers: TransferBuffers) {
    this.info = info;
    this.#jobs = jobs;
    this.#buffers = buffers;
    this.wakeFds = [jobs.wake.fd];
  }

  write(connection: Connection, request: Request, piece: Piece): number {
    const buffer = this.#buffers.take(piece.length);
    if (buffer === undefined) return WAIT;
    const change = this.#long.get(connection) ?? new Change(connection, request, this.#jobs);
    this.#submit(change, buffer, piece);
    change.complete = piece.last;
    if (piece.last) this.#long.delete(connection);
    else this.#long.set(connection, change);
    return TAKEN;
  }

  #submit(change: Change, buffer: PinnedBuffer, piece: Piece): void {
    const { source, length, offset } = piece;
    buffer.bytes.set(this.staging.bytes.subarray(source, source + length), HEADROOM_BYTES);
    const address = buffer.address + HEADROOM_BYTES;
    change.submit(JobKind.write, address, length, offset, () => this.#buffers.give(buffer));
  }

  execute(connection: Connection, request: Request): number {
    const { type, flags, length, offset } = request;
    if (type === NBD_CMD_READ) return this.#read(connection, request);
    if (type === NBD_CMD_BLOCK_STATUS)
      reportHomeStatus(this.#jobs, connection, boundedStatus(request));
    else if (type === NBD_CMD_FLUSH) this.#begin(connection, request).finishIfDone();
    else if (type === NBD_CMD_TRIM || type === NBD_CMD_WRITE_ZEROES) {
      const keep = (flags & NBD_CMD_FLAG_NO_HOLE) !== 0;
      const kind = keep ? JobKind.zeroKeep : JobKind.zero;
      this.#begin(connection, request).submit(kind, 0, length, offset);
    } else connection.reply(request, NBD_SUCCESS);
    return TAKEN;
  }

  #begin(connection: Connection, request: Request): Change {
    const change = new Change(connection, request, this.#jobs);
    change.complete = true;
    return change;
  }

  #read(connection: Connection, request: Request): number {
    const buffer = this.#buffers.take(request.length);
    if (buffer === undefined) return WAIT;
    const read = new LongRead(connection, request, buffer, this.#buffers);
    read.expectPart();
    const { length, offset } = request;
    this.#jobs.submit(JobKind.read, read.address(0), length, offset, read.partDone);
    return TAKEN;
  }

  publish(): void {}

  settle(): void {}

  tick(): boolean {
    return this.#jobs.poll();
  }

  expect(): void {}

  woken(): void {
    this.#jobs.wake.clear();
  }

  close(): void {}
}
