/**
 * Memory that direct transfers may use: page-aligned, never moved by the garbage collector.
 * An ordinary Buffer is neither; a WebAssembly memory is both.
 */
import { addressOf } from "../linux/index.js";

const WASM_PAGE_BYTES = 65_536;

/** A page-aligned buffer; it must be kept referenced while its address is in use. */
export interface AlignedBuffer {
  readonly bytes: Uint8Array;
  readonly address: number;
}

/** Allocates a zeroed, page-aligned buffer of `length` bytes. */
export function alignedBuffer(length: number): AlignedBuffer {
  const pages = Math.ceil(length / WASM_PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const bytes = new Uint8Array(memory.buffer, 0, length);
  return { bytes, address: addressOf(bytes) };
}
