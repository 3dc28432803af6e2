/**
 * The ring: the window of the stream that is not home yet, in the vault.
 *
 * A position is a sector number in a stream that never ends; the ring holds position `p` at sector
 * `p mod ringSectors`. Records start at multiples of the grain and never wrap: a pad record fills
 * what is left before the ring's end.
 */
import { RING_SECTORS_MAX, RING_SECTORS_MIN, SECTOR_BYTES, SECTOR_SHIFT } from "./layout";

let base: u32 = 0;
let ringSectors: u32 = 0;
let grainSectors: u32 = 0;

/** Places the ring at address `address`; the memory must hold all of it. */
export function configureRing(address: u32, sectors: u32, grain: u32): void {
  assert(sectors >= RING_SECTORS_MIN && sectors <= RING_SECTORS_MAX);
  assert((sectors & (sectors - 1)) == 0);
  assert(grain == 1 || grain == 8);
  assert((address & (SECTOR_BYTES - 1)) == 0);
  assert(<u64>address + ((<u64>sectors) << SECTOR_SHIFT) <= (<u64>memory.size()) << 16);
  base = address;
  ringSectors = sectors;
  grainSectors = grain;
}

export function ringSize(): u32 {
  return ringSectors;
}

export function grainBytes(): u32 {
  return grainSectors << (<u32>SECTOR_SHIFT);
}

/** The address of the sector at a position. */
export function addressOf(position: u64): u32 {
  return base + ((<u32>position & (ringSectors - 1)) << (<u32>SECTOR_SHIFT));
}

/** Sectors from a position to the ring's end. */
export function untilEnd(position: u64): u32 {
  return ringSectors - (<u32>position & (ringSectors - 1));
}

export function alignedToGrain(position: u64): bool {
  return (<u32>position & (grainSectors - 1)) == 0;
}

/** Sectors of a record whose payload has `bytes` bytes: one grain of header, then the payload
 * rounded up to grains. */
export function recordSectors(bytes: u32): u32 {
  const sectors = (bytes + SECTOR_BYTES - 1) >> <u32>SECTOR_SHIFT;
  return grainSectors + ((sectors + grainSectors - 1) & ~(grainSectors - 1));
}
