/**
 * Mode `unsafe`: what `cache=unsafe` is elsewhere, for comparison.
 *
 * Requests go to the page cache, on the serving thread, and flushes are ignored: as fast as the
 * same server can be, and it keeps nothing when the machine stops.
 */
import { closeSync, openSync } from "node:fs";
import { ENOSPC, punchHole, readAt, SystemError, writeAt } from "../linux/index.js";
import {
  type ExportInfo,
  encodeOffsetData,
  encodeSimpleReply,
  NBD_CMD_BLOCK_STATUS,
  NBD_CMD_READ,
  NBD_CMD_TRIM,
  NBD_CMD_WRITE_ZEROES,
  NBD_EIO,
  NBD_ENOSPC,
  NBD_SUCCESS,
  OFFSET_DATA_BYTES,
  type Request,
} from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import { type Disk, type Piece, TAKEN, WAIT } from "./disk.js";
import { boundedStatus, sendStatus } from "./home-status.js";
import { LongRead } from "./long-read.js";
import { OUTPUT_BYTES, STAGING_BYTES, Staging } from "./staging.js";
import type { TransferBuffers } from "./transfer-buffers.js";

export class UnsafeDisk implements Disk {
  readonly info: ExportInfo;
  readonly staging = new Staging(new ArrayBuffer(STAGING_BYTES), 0);
  readonly wakeFds: readonly number[] = [];
  readonly #fd: number;
  readonly #buffers: TransferBuffers;

  constructor(info: ExportInfo, path: string, buffers: TransferBuffers) {
    this.info = info;
    this.#fd = openSync(path, info.readOnly ? "r" : "r+");
    this.#buffers = buffers;
  }

  write(connection: Connection, request: Request, piece: Piece): number {
    const error = attempt(() => {
      writeAt(this.#fd, this.staging.address + piece.source, piece.length, piece.offset);
    });
    if (error === NBD_SUCCESS && piece.last) connection.reply(request, NBD_SUCCESS);
    return error;
  }

  execute(connection: Connection, request: Request): number {
    const { type, length, offset } = request;
    if (type === NBD_CMD_READ) return this.#read(connection, request);
    if (type === NBD_CMD_BLOCK_STATUS) {
      const asked = boundedStatus(request);
      sendStatus(connection, asked, [{ length: asked.length, allocated: true }]);
      return TAKEN;
    }
    const zeroes = type === NBD_CMD_WRITE_ZEROES || type === NBD_CMD_TRIM;
    const error = zeroes ? attempt(() => punchHole(this.#fd, offset, length)) : NBD_SUCCESS;
    connection.reply(request, error);
    return TAKEN;
  }

  #read(connection: Connection, request: Request): number {
    const { length, offset } = request;
    if (length + OFFSET_DATA_BYTES > OUTPUT_BYTES) return this.#readLong(connection, request);
    const place = connection.reserve(OFFSET_DATA_BYTES + length);
    const { view, address } = this.staging;
    const at = connection.structured
      ? encodeOffsetData(view, place, request, offset, length, true)
      : encodeSimpleReply(view, place, request, NBD_SUCCESS);
    const error = attempt(() => readAt(this.#fd, address + at, length, offset));
    if (error === NBD_SUCCESS) this.staging.filled = at + length;
    return error;
  }

  #readLong(connection: Connection, request: Request): number {
    const buffer = this.#buffers.take(request.length);
    if (buffer === undefined) return WAIT;
    const read = new LongRead(connection, request, buffer, this.#buffers);
    const error = attempt(() => {
      readAt(this.#fd, read.address(0), request.length, request.offset);
    });
    read.expectPart();
    read.partDone(error);
    return TAKEN;
  }

  publish(): void {}

  settle(): void {}

  tick(): boolean {
    return false;
  }

  expect(): void {}

  woken(): void {}

  close(): void {
    closeSync(this.#fd);
  }
}

/** The NBD error that a system call ends with. */
function attempt(call: () => void): number {
  try {
    call();
    return NBD_SUCCESS;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return error.errno === ENOSPC ? NBD_ENOSPC : NBD_EIO;
  }
}
