/**
 * Memory that direct transfers may use: page-aligned, and never moved by the garbage collector.
 */
import { PAGE_BYTES, type PinnedBuffer, pinned } from "../linux/index.js";

/** A page-aligned buffer; it must be kept referenced while its address is in use. */
export type AlignedBuffer = PinnedBuffer;

/** Allocates a zeroed, page-aligned buffer of `length` bytes. */
export function alignedBuffer(length: number): AlignedBuffer {
  const buffer = pinned(length, PAGE_BYTES);
  buffer.bytes.fill(0);
  return buffer;
}
