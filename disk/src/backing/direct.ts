/**
 * A regular file or a block device, by direct transfers.
 *
 * Direct (O_DIRECT), because a write then bypasses the page cache and an error reaches the caller
 * that made it: after a failed sync of buffered data Linux marks the pages clean and a second
 * sync succeeds with the data gone. Where a file system has no direct transfers the backing is
 * buffered and says so (`direct`); the rule of `Backing`, to write again after any failure, holds
 * for both. Direct or not, data are durable only after `sync`.
 */
import assert from "node:assert/strict";
import { closeSync } from "node:fs";
import {
  EINVAL,
  EOPNOTSUPP,
  type Piece,
  punchHole,
  readAt,
  SystemError,
  syncData,
  writeAt,
  writeGathered,
  zeroRange,
} from "../linux/index.js";
import { type AlignedBuffer, alignedBuffer } from "./aligned.js";
import type { Backing, Extent } from "./backing.js";
import { allocatedExtents } from "./extents.js";
import { type Opened, type OpenOptions, openStorage } from "./open.js";

/** The longest single write of zeros where nothing better works: bounds what waits behind it. */
const ZERO_PIECE_BYTES = 1024 * 1024;

/** Opens a file or block device as a backing. */
export function openDirectBacking(path: string, options: OpenOptions = {}): DirectBacking {
  return new DirectBacking(openStorage(path, options));
}

export class DirectBacking implements Backing {
  readonly path: string;
  readonly kind: "file" | "device";
  readonly direct: boolean;
  readonly bytes: number;
  readonly logicalBlock: number;
  readonly punches: boolean;
  readonly #fd: number;
  #zeroesRanges = true;
  #zeros: AlignedBuffer | undefined;

  constructor(opened: Opened) {
    this.path = opened.path;
    this.kind = opened.kind;
    this.direct = opened.direct;
    this.bytes = opened.bytes;
    this.logicalBlock = opened.logicalBlock;
    this.punches = opened.punches;
    this.#fd = opened.fd;
  }

  read(address: number, length: number, offset: number): void {
    this.#check(length, offset, address);
    readAt(this.#fd, address, length, offset);
  }

  write(address: number, length: number, offset: number): void {
    this.#check(length, offset, address);
    writeAt(this.#fd, address, length, offset);
  }

  writeGathered(pieces: readonly Piece[], offset: number): void {
    let total = 0;
    for (const piece of pieces) {
      assert(piece.address % this.logicalBlock === 0, "piece: address not aligned");
      assert(piece.length % this.logicalBlock === 0, "piece: length not aligned");
      total += piece.length;
    }
    this.#check(total, offset);
    writeGathered(this.#fd, pieces, offset);
  }

  sync(): void {
    syncData(this.#fd);
  }

  zero(offset: number, length: number, keep: boolean): void {
    this.#check(length, offset);
    if (!keep && this.punches) punchHole(this.#fd, offset, length);
    else if (!this.#tryZeroRange(offset, length)) this.#writeZeros(offset, length);
  }

  extents(offset: number, length: number): Extent[] {
    this.#check(length, offset);
    if (this.kind === "device") return [{ offset, length, allocated: true }];
    return allocatedExtents(this.#fd, offset, length);
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Bounds are asserted, not left to the kernel: a write past the end would grow a file. */
  #check(length: number, offset: number, address = 0): void {
    const block = this.logicalBlock;
    assert(length > 0 && length % block === 0, `length ${length} is not aligned to ${block}`);
    assert(offset >= 0 && offset % block === 0, `offset ${offset} is not aligned to ${block}`);
    assert(address % block === 0, `address ${address} is not aligned to ${block}`);
    assert(offset + length <= this.bytes, `${offset}+${length} is past the end, ${this.bytes}`);
  }

  /** False where the storage cannot; it is not asked again then. */
  #tryZeroRange(offset: number, length: number): boolean {
    if (!this.#zeroesRanges) return false;
    try {
      zeroRange(this.#fd, offset, length);
      return true;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.errno !== EOPNOTSUPP && error.errno !== EINVAL) throw error;
      this.#zeroesRanges = false;
      return false;
    }
  }

  #writeZeros(offset: number, length: number): void {
    this.#zeros ??= alignedBuffer(ZERO_PIECE_BYTES);
    for (let done = 0; done < length; done += ZERO_PIECE_BYTES) {
      const piece = Math.min(ZERO_PIECE_BYTES, length - done);
      writeAt(this.#fd, this.#zeros.address, piece, offset + done);
    }
  }
}
