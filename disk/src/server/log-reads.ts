/**
 * READ of the log: what the overlay has is at hand, the rest is read from home.
 *
 * A short read without a part from home is answered at once, out of the staging; any other has a
 * buffer of its own and is answered when its parts are there.
 */
import { type Log, Source } from "@ashlar/rapilog";
import {
  encodeOffsetData,
  encodeSimpleReply,
  NBD_SUCCESS,
  OFFSET_DATA_BYTES,
  type Request,
  SIMPLE_REPLY_BYTES,
} from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import { TAKEN, WAIT } from "./disk.js";
import type { JobPool } from "./job-pool.js";
import { JobKind } from "./job-table.js";
import { LongRead } from "./long-read.js";
import { OUTPUT_BYTES } from "./staging.js";
import type { TransferBuffers } from "./transfer-buffers.js";

export class LogReads {
  readonly #log: Log;
  readonly #jobs: JobPool;
  readonly #buffers: TransferBuffers;

  constructor(log: Log, jobs: JobPool, buffers: TransferBuffers) {
    this.#log = log;
    this.#jobs = jobs;
    this.#buffers = buffers;
  }

  /** Answers a READ, now or later; WAIT where too much is in flight. */
  serve(connection: Connection, request: Request): number {
    const count = this.#log.core.read(BigInt(request.offset), request.length);
    const short = request.length + OFFSET_DATA_BYTES <= OUTPUT_BYTES;
    if (!short || this.#needsHome(count)) return this.#serveLong(connection, request, count);
    this.#serveShort(connection, request, count);
    return TAKEN;
  }

  #needsHome(count: number): boolean {
    for (let index = 0; index < count; index++)
      if (this.#log.segment(index).source === Source.home) return true;
    return false;
  }

  #serveShort(connection: Connection, request: Request, count: number): void {
    const { structured } = connection;
    const { length, offset } = request;
    const header = structured ? OFFSET_DATA_BYTES : SIMPLE_REPLY_BYTES;
    const place = connection.reserve(header + length);
    const { staging } = connection.disk;
    let at = structured
      ? encodeOffsetData(staging.view, place, request, offset, length, true)
      : encodeSimpleReply(staging.view, place, request, NBD_SUCCESS);
    for (let index = 0; index < count; index++) {
      const segment = this.#log.segment(index);
      const { address } = segment;
      if (segment.source === Source.zero) staging.bytes.fill(0, at, at + segment.length);
      else staging.bytes.copyWithin(at, address, address + segment.length);
      at += segment.length;
    }
    staging.filled = at;
  }

  #serveLong(connection: Connection, request: Request, count: number): number {
    const buffer = this.#buffers.take(request.length);
    if (buffer === undefined) return WAIT;
    const read = new LongRead(connection, request, buffer, this.#buffers);
    const { bytes } = connection.disk.staging;
    let at = 0;
    for (let index = 0; index < count; index++) {
      const { source, length, address } = this.#log.segment(index);
      if (source === Source.zero) read.zero(at, length);
      else if (source === Source.ring) read.set(at, bytes.subarray(address, address + length));
      else {
        read.expectPart();
        const place = request.offset + at;
        this.#jobs.submit(JobKind.read, read.address(at), length, place, read.partDone);
      }
      at += length;
    }
    if (read.isComplete) read.finish();
    return TAKEN;
  }
}
