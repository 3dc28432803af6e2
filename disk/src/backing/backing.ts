/**
 * What data rest on: a file, a block device, or a model of a disk.
 *
 * All calls are synchronous and belong on a thread of their own; data are at machine addresses
 * (`linux/memory.ts`), aligned to the logical block, because the transfers are direct. Every
 * failure is thrown as a `SystemError`. After a failed `write` or `sync` the caller must assume
 * that nothing since the last successful `sync` is durable, and write it again.
 */
import type { Piece } from "../linux/index.js";

export interface Extent {
  offset: number;
  length: number;
  /** False: a hole, which reads as zeros. */
  allocated: boolean;
}

export interface Backing {
  /** Size in bytes. */
  readonly bytes: number;
  /** Smallest unit of transfer in bytes: 512 or 4096. */
  readonly logicalBlock: number;
  /** False: transfers go through the page cache, because the file system has no direct ones. */
  readonly direct: boolean;
  /** Whether `zero` can release space; found out when opened, and false if opened read-only. */
  readonly punches: boolean;
  read(address: number, length: number, offset: number): void;
  write(address: number, length: number, offset: number): void;
  /** Writes pieces that lie side by side on the disk; at most `PIECES_MAX`. */
  writeGathered(pieces: readonly Piece[], offset: number): void;
  sync(): void;
  /** Makes a range read as zeros, releasing its space where it can (`keep`: not). */
  zero(offset: number, length: number, keep: boolean): void;
  /** The extents of a range, in order and without gaps. */
  extents(offset: number, length: number): Extent[];
  close(): void;
}
