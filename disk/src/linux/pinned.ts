/** Memory that system calls may be given by address: it never moves and is not zeroed. */
import { addressOf } from "./memory.js";

/** A buffer with the machine address that system calls take; its memory never moves. */
export interface PinnedBuffer {
  bytes: Buffer;
  address: number;
}

/** Allocates memory outside of the garbage-collected heap, at a multiple of `alignment`. */
export function pinned(length: number, alignment = 1): PinnedBuffer {
  const whole = Buffer.allocUnsafeSlow(Math.max(length, 64) + alignment - 1);
  const start = addressOf(whole);
  const skip = (alignment - (start % alignment)) % alignment;
  return { bytes: whole.subarray(skip, skip + length), address: start + skip };
}
