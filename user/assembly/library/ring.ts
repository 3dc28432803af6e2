/**
 * Rings in shared memory, each with one writer and one reader that need not trust each other: what
 * the other one may have written is masked before it is used, so it can spoil nothing but the bytes
 * that it passes on.
 *
 *     0   how many bytes were written, ever: u32, the writer's
 *     4   how many were read: u32, the reader's
 *     8   the bytes
 *
 * Their number is a power of two, less than the ring's size by more than these two words.
 */
import { fence, load32, store32 } from "./device";

const WRITTEN: u32 = 0;
const READ: u32 = 4;
const BYTES: u32 = 8;

/** How many bytes a ring of a size holds. */
export function capacityOf(size: u32): u32 {
  return 1 << (31 - clz(size - BYTES));
}

/** How many bytes wait to be read; never more than it holds, whatever the other one wrote. */
export function waiting(ring: u32, size: u32): u32 {
  const count = load32(ring + WRITTEN) - load32(ring + READ);
  return count <= capacityOf(size) ? count : 0;
}

/** Puts bytes in; false, and nothing is changed, if there is no room. */
export function push(ring: u32, size: u32, from: u32, length: u32): bool {
  const capacity = capacityOf(size);
  if (length > capacity - waiting(ring, size)) return false;
  const written = load32(ring + WRITTEN);
  for (let index: u32 = 0; index < length; index++) {
    store<u8>(ring + BYTES + ((written + index) & (capacity - 1)), load<u8>(from + index));
  }
  fence();
  store32(ring + WRITTEN, written + length);
  return true;
}

/** Takes bytes out; false, and nothing is changed, if there are not so many. */
export function pull(ring: u32, size: u32, into: u32, length: u32): bool {
  if (length > waiting(ring, size)) return false;
  fence();
  const capacity = capacityOf(size);
  const read = load32(ring + READ);
  for (let index: u32 = 0; index < length; index++) {
    store<u8>(into + index, load<u8>(ring + BYTES + ((read + index) & (capacity - 1))));
  }
  fence();
  store32(ring + READ, read + length);
  return true;
}

/** What waits is given up. */
export function drop(ring: u32): void {
  store32(ring + READ, load32(ring + WRITTEN));
}
