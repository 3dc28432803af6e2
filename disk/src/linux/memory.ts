/**
 * Shared mappings, placed inside a WebAssembly memory.
 *
 * The vault is a file on tmpfs (or persistent memory) that is mapped over pages of the core's own
 * linear memory: what the core stores there *is* the vault, with no copy and no system call, and
 * it stays when the process is killed. V8 reserves the whole address range of a memory and never
 * moves it, so replacing some of its pages with a mapping is ordinary mmap(2) with MAP_FIXED.
 */
import { bind, checked, lastErrno, SystemError } from "./libc.js";

const memmoveAddress = bind("memmove", "uintptr_t", ["void *", "void *", "size_t"]);
const fetchCall = bind("memcpy", "uintptr_t", ["void *", "uintptr_t", "size_t"]);
const storeCall = bind("memcpy", "uintptr_t", ["uintptr_t", "void *", "size_t"]);
const mmapCall = bind("mmap", "intptr_t", ["uintptr_t", "size_t", "int", "int", "int", "int64_t"]);
const msyncCall = bind("msync", "int", ["uintptr_t", "size_t", "int"]);
const adviseCall = bind("madvise", "int", ["uintptr_t", "size_t", "int"]);

const PROT_READ_WRITE = 3;
const MAP_SHARED = 1;
const MAP_FIXED = 0x10;
const MAP_POPULATE = 0x8000;
const MS_SYNC = 4;
const MADV_POPULATE_WRITE = 23;
export const PAGE_BYTES = 4096;

/** The machine address of a buffer's first byte. The buffer must outlive every use of it. */
export function addressOf(buffer: Uint8Array): number {
  return Number(memmoveAddress(buffer, buffer, 0));
}

/** Fills `bytes` with what lies at a machine address. */
export function copyFrom(address: number, bytes: Uint8Array): void {
  fetchCall(bytes, address, bytes.length);
}

/** Stores `bytes` at a machine address. */
export function copyTo(address: number, bytes: Uint8Array): void {
  storeCall(address, bytes, bytes.length);
}

export interface MapOptions {
  fileOffset?: number;
  /** Enters all pages at once, so that no store takes a page fault later (12 µs per 4 KiB).
   * Default: true. */
  populate?: boolean;
}

/**
 * Maps `length` bytes of the open file `fd`, shared and writable, over a WebAssembly memory.
 * `offset` and `length` are multiples of 4096 and lie inside the memory; the file must be at
 * least `fileOffset + length` long and fully allocated, or a later store would raise SIGBUS.
 */
export function mapShared(
  memory: WebAssembly.Memory,
  offset: number,
  length: number,
  fd: number,
  { fileOffset = 0, populate = true }: MapOptions = {},
): void {
  if (offset % PAGE_BYTES !== 0 || length % PAGE_BYTES !== 0 || length === 0)
    throw new RangeError("mapShared: offset and length must be positive multiples of 4096");
  if (offset + length > memory.buffer.byteLength)
    throw new RangeError("mapShared: the range lies outside the memory");
  const wanted = addressOf(new Uint8Array(memory.buffer)) + offset;
  const got = Number(
    mmapCall(
      wanted,
      length,
      PROT_READ_WRITE,
      MAP_SHARED | MAP_FIXED | (populate ? MAP_POPULATE : 0),
      fd,
      fileOffset,
    ),
  );
  if (got === -1) throw new SystemError("mmap", lastErrno());
}

/** Enters the pages of a part of a mapping, as `mapShared` does for all of it; page-aligned
 * address. False where the kernel cannot (before Linux 5.14, or nothing is mapped there). */
export function populate(address: number, length: number): boolean {
  return adviseCall(address, length, MADV_POPULATE_WRITE) === 0;
}

/** Writes a mapping back to persistent memory (msync with MS_SYNC); page-aligned address. */
export function syncMapping(address: number, length: number): void {
  checked("msync", msyncCall(address, length, MS_SYNC));
}
