/**
 * Reading: which parts of a stretch come from the ring, which are zeros and which are home.
 *
 * The newest of three wins: the overlay's entry, a large range, and home for what has neither. A
 * range that is home itself wins for home.
 * The answer is a list of segments, each `source u32, length u32, address u32`, neighbours joined.
 */
import { isOnDisk } from "./append";
import {
  FROM_HOME,
  FROM_RING,
  FROM_ZERO,
  PAGE_SECTORS,
  SECTOR_BYTES,
  SECTOR_SHIFT,
} from "./layout";
import { ageIn, find, isZeroIn, NO_SLOT, positionIn } from "./overlay";
import { ageOfRange, isHomeAt } from "./ranges";
import { addressOf } from "./ring";

const SEGMENT_BYTES: u32 = 12;
const READ_SECTORS_MAX: u32 = 1 << 16;

let segments: u32 = 0;
let segmentsMax: u32 = 0;
let count: u32 = 0;

/** Places the list of segments; 65 536 hold any read of up to 32 MiB. */
export function configureRead(address: u32, entries: u32): void {
  assert(entries >= READ_SECTORS_MAX);
  segments = address;
  segmentsMax = entries;
}

function emit(source: u32, address: u32): void {
  if (count > 0) {
    const last = segments + (count - 1) * SEGMENT_BYTES;
    const length = load<u32>(last, 4);
    const follows = source != FROM_RING || load<u32>(last, 8) + length == address;
    if (load<u32>(last) == source && follows) {
      store<u32>(last, length + SECTOR_BYTES, 4);
      return;
    }
  }
  assert(count < segmentsMax);
  const next = segments + count * SEGMENT_BYTES;
  store<u32>(next, source);
  store<u32>(next, SECTOR_BYTES, 4);
  store<u32>(next, address, 8);
  count++;
}

function emitSector(sector: u64, slot: u32): void {
  const inPage = <u32>sector & (PAGE_SECTORS - 1);
  const age: u32 = slot == NO_SLOT ? 0 : ageIn(slot, inPage);
  const rangeAge = ageOfRange(sector);
  if (rangeAge > age) emit(isHomeAt(rangeAge) ? FROM_HOME : FROM_ZERO, 0);
  else if (age == 0) emit(FROM_HOME, 0);
  else if (isZeroIn(slot, inPage)) emit(FROM_ZERO, 0);
  else emit(FROM_RING, addressOf(<u64>positionIn(slot, inPage)));
}

/**
 * Event: a client reads `length` bytes, 32 MiB at most, at `offset`. Returns the number of
 * segments, or -1 for a stretch that is not on the disk.
 */
export function read(offset: u64, length: u32): i32 {
  const sectors = length >> <u32>SECTOR_SHIFT;
  if (sectors > READ_SECTORS_MAX || !isOnDisk(offset, length)) return -1;
  count = 0;
  const first = offset >> SECTOR_SHIFT;
  let slot: u32 = NO_SLOT;
  for (let index: u32 = 0; index < sectors; index++) {
    const sector = first + <u64>index;
    if (index == 0 || (<u32>sector & (PAGE_SECTORS - 1)) == 0) slot = find(sector >> 3);
    emitSector(sector, slot);
  }
  return <i32>count;
}
