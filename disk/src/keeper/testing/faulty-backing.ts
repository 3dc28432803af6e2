/**
 * For tests: a backing in memory that fails on command, as Linux does.
 *
 * Fault model: a failed write leaves the first half of what it should have written. A failed sync
 * loses everything since the last good one, and the next sync succeeds with the data gone.
 */
import { type Backing, type Extent, openDirectBacking } from "../../backing/index.js";
import { type Piece, SystemError } from "../../linux/index.js";

export interface Write {
  offset: number;
  length: number;
}

export class FaultyBacking implements Backing {
  readonly bytes: number;
  readonly logicalBlock: number;
  /** Tests may deny it. */
  punches: boolean;
  readonly direct: boolean;
  /** Errno of all writes and syncs to come, until it is 0 again. */
  writeErrno = 0;
  syncErrno = 0;
  /** Every write asked for, in order; `sync` for a sync. */
  readonly calls: (Write | "sync")[] = [];
  /** Called before each write. */
  beforeWrite: () => void = () => {};
  readonly #inner: Backing;
  #unsynced: Write[] = [];

  constructor(path: string) {
    this.#inner = openDirectBacking(path);
    this.bytes = this.#inner.bytes;
    this.logicalBlock = this.#inner.logicalBlock;
    this.punches = this.#inner.punches;
    this.direct = this.#inner.direct;
  }

  read(address: number, length: number, offset: number): void {
    this.#inner.read(address, length, offset);
  }

  write(address: number, length: number, offset: number): void {
    this.beforeWrite();
    this.calls.push({ offset, length });
    const done = this.writeErrno === 0 ? length : Math.floor(length / 2 / 512) * 512;
    if (done > 0) this.#inner.write(address, done, offset);
    this.#unsynced.push({ offset, length: done });
    if (this.writeErrno !== 0) throw new SystemError("pwrite", this.writeErrno);
  }

  writeGathered(pieces: readonly Piece[], offset: number): void {
    let at = offset;
    for (const piece of pieces) {
      this.write(piece.address, piece.length, at);
      at += piece.length;
    }
  }

  sync(): void {
    this.calls.push("sync");
    if (this.syncErrno !== 0) {
      for (const { offset, length } of this.#unsynced) this.#lose(offset, length);
      this.#unsynced = [];
      throw new SystemError("fdatasync", this.syncErrno);
    }
    this.#unsynced = [];
    this.#inner.sync();
  }

  #lose(offset: number, length: number): void {
    if (length > 0) this.#inner.zero(offset, length, false);
  }

  zero(offset: number, length: number, keep: boolean): void {
    this.beforeWrite();
    if (this.writeErrno !== 0) throw new SystemError("fallocate", this.writeErrno);
    this.#inner.zero(offset, length, keep || !this.punches);
  }

  extents(offset: number, length: number): Extent[] {
    return this.#inner.extents(offset, length);
  }

  close(): void {
    this.#inner.close();
  }
}
