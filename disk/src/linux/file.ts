/**
 * Files and block devices: what Node's `fs` lacks, on machine addresses.
 *
 * Transfers loop until all bytes are done, so a short count never reaches a caller; end of file
 * while reading is an error, because a disk has no end inside itself.
 */
import { bind, checked, lastErrno, SystemError } from "./libc.js";

const preadCall = bind("pread", "int64_t", ["int", "uintptr_t", "size_t", "int64_t"]);
const pwriteCall = bind("pwrite", "int64_t", ["int", "uintptr_t", "size_t", "int64_t"]);
const pwritevCall = bind("pwritev", "int64_t", ["int", "void *", "int", "int64_t"]);
const fdatasyncCall = bind("fdatasync", "int", ["int"]);
const fallocateCall = bind("fallocate", "int", ["int", "int", "int64_t", "int64_t"]);
const lseekCall = bind("lseek", "int64_t", ["int", "int64_t", "int"]);
const ioctlCall = bind("ioctl", "int", ["int", "unsigned long", "void *"]);
const flockCall = bind("flock", "int", ["int", "int"]);

export const EIO = 5;
export const EINTR = 4;
export const ENXIO = 6;
export const EAGAIN = 11;
export const EINVAL = 22;
export const ENOSPC = 28;
export const EOPNOTSUPP = 95;

/** Reads exactly `length` bytes at `offset` to the machine address `address`. */
export function readAt(fd: number, address: number, length: number, offset: number): void {
  let done = 0;
  while (done < length) {
    const count = Number(preadCall(fd, address + done, length - done, offset + done));
    if (count === 0) throw new SystemError("pread: end of file", EIO);
    if (count > 0) done += count;
    else if (lastErrno() !== EINTR) throw new SystemError("pread", lastErrno());
  }
}

/** Writes exactly `length` bytes from the machine address `address` at `offset`. */
export function writeAt(fd: number, address: number, length: number, offset: number): void {
  let done = 0;
  while (done < length) {
    const count = Number(pwriteCall(fd, address + done, length - done, offset + done));
    if (count === 0) throw new SystemError("pwrite: no progress", EIO);
    if (count > 0) done += count;
    else if (lastErrno() !== EINTR) throw new SystemError("pwrite", lastErrno());
  }
}

/** One piece of a gathered write: machine address and length in bytes. */
export interface Piece {
  address: number;
  length: number;
}

/** The most pieces that one gathered write takes (Linux's UIO_MAXIOV). */
export const PIECES_MAX = 1024;

/**
 * Writes the pieces one after the other, adjacent on the disk, from `offset` on. A short count
 * falls back to one write per piece for the rest, which is rare and always right.
 */
export function writeGathered(fd: number, pieces: readonly Piece[], offset: number): void {
  if (pieces.length === 0 || pieces.length > PIECES_MAX)
    throw new RangeError(`writeGathered: 1 to ${PIECES_MAX} pieces, not ${pieces.length}`);
  const vectors = new BigUint64Array(pieces.length * 2);
  let total = 0;
  pieces.forEach((piece, index) => {
    vectors[2 * index] = BigInt(piece.address);
    vectors[2 * index + 1] = BigInt(piece.length);
    total += piece.length;
  });
  const count = Number(pwritevCall(fd, vectors, pieces.length, offset));
  if (count === total) return;
  if (count < 0 && lastErrno() !== EINTR) throw new SystemError("pwritev", lastErrno());
  let position = offset;
  for (const piece of pieces) {
    writeAt(fd, piece.address, piece.length, position);
    position += piece.length;
  }
}

/** Makes a call again that a signal interrupted, until it is done or has failed. */
function finished(name: string, call: () => number): void {
  while (call() < 0) if (lastErrno() !== EINTR) throw new SystemError(name, lastErrno());
}

/** Makes all data written to `fd` durable (fdatasync). After a failure the data must be written
 * again: Linux marks the pages clean, and a second sync would succeed with the data gone. */
export function syncData(fd: number): void {
  finished("fdatasync", () => fdatasyncCall(fd));
}

const FALLOC_KEEP_SIZE = 1;
const FALLOC_PUNCH_HOLE = 2;
const FALLOC_ZERO_RANGE = 16;

/** Reserves the space of a range, extending the file. */
export function allocate(fd: number, offset: number, length: number): void {
  finished("fallocate", () => fallocateCall(fd, 0, offset, length));
}

/** Deallocates a range, which then reads as zeros; on a block device, a discard that zeroes. */
export function punchHole(fd: number, offset: number, length: number): void {
  const mode = FALLOC_PUNCH_HOLE | FALLOC_KEEP_SIZE;
  finished("fallocate(PUNCH_HOLE)", () => fallocateCall(fd, mode, offset, length));
}

/** Makes a range read as zeros and keeps its space reserved. */
export function zeroRange(fd: number, offset: number, length: number): void {
  const mode = FALLOC_ZERO_RANGE | FALLOC_KEEP_SIZE;
  finished("fallocate(ZERO_RANGE)", () => fallocateCall(fd, mode, offset, length));
}

const SEEK_DATA = 3;
const SEEK_HOLE = 4;

/** The first offset at or after `offset` that holds data, or undefined where only a hole follows. */
export function seekData(fd: number, offset: number): number | undefined {
  const found = Number(lseekCall(fd, offset, SEEK_DATA));
  if (found >= 0) return found;
  if (lastErrno() === ENXIO) return undefined;
  throw new SystemError("lseek(SEEK_DATA)", lastErrno());
}

/** The first offset at or after `offset` that lies in a hole (the end of file is one). */
export function seekHole(fd: number, offset: number): number {
  return checked("lseek(SEEK_HOLE)", Number(lseekCall(fd, offset, SEEK_HOLE)));
}

const BLKGETSIZE64 = 0x80081272;
const BLKSSZGET = 0x1268;

/** A block device's size in bytes. */
export function deviceBytes(fd: number): number {
  const result = new BigUint64Array(1);
  checked("ioctl(BLKGETSIZE64)", ioctlCall(fd, BLKGETSIZE64, result));
  return Number(result[0]);
}

/** A block device's logical block size in bytes. */
export function deviceLogicalBlock(fd: number): number {
  const result = new Int32Array(1);
  checked("ioctl(BLKSSZGET)", ioctlCall(fd, BLKSSZGET, result));
  return result[0]!;
}

const statxCall = bind("statx", "int", ["int", "str", "int", "unsigned int", "void *"]);
const AT_EMPTY_PATH = 0x1000;
const STATX_DIOALIGN = 0x2000;
const STATX_BYTES = 256;
const STATX_DIO_MEMORY_ALIGN_AT = 152;
const STATX_DIO_OFFSET_ALIGN_AT = 156;

/** What direct transfers of an open file must be aligned to, in bytes. */
export interface DirectAlignment {
  memory: number;
  offset: number;
}

/** What the kernel says about direct transfers (statx, since Linux 6.1); undefined where it, or
 * the file system, does not say. */
export function directAlignment(fd: number): DirectAlignment | undefined {
  const result = new DataView(new ArrayBuffer(STATX_BYTES));
  const bytes = new Uint8Array(result.buffer);
  if (statxCall(fd, "", AT_EMPTY_PATH, STATX_DIOALIGN, bytes) < 0) return undefined;
  const memory = result.getUint32(STATX_DIO_MEMORY_ALIGN_AT, true);
  const offset = result.getUint32(STATX_DIO_OFFSET_ALIGN_AT, true);
  return memory === 0 || offset === 0 ? undefined : { memory, offset };
}

const LOCK_EX_NB = 2 | 4;
const EWOULDBLOCK = EAGAIN;

/** Takes the advisory lock of an open file at once; false where somebody else holds it. */
export function tryLock(fd: number): boolean {
  if (flockCall(fd, LOCK_EX_NB) === 0) return true;
  if (lastErrno() === EWOULDBLOCK) return false;
  throw new SystemError("flock", lastErrno());
}
