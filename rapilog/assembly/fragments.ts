/**
 * The fragments of a batch: the writes of a stretch of the stream, cut at page boundaries.
 *
 *     fragment  u64  page << 8 | mask of the page's sectors that it holds
 *               u32  ring sector of the page's sector 0 (as if all of the page were there)
 *               u32  unused
 *
 * Sorted by a stable radix sort: by page, and within a page in the stream's order, so the last
 * fragment that has a sector holds its newest version.
 */
import { PAGE_SECTORS, SECTOR_SHIFT } from "./layout";
import { lengthAt, offsetAt } from "./record";

const FRAGMENT_BYTES: u32 = 16;
/** A record is cut into 65 fragments at most. */
const RECORD_FRAGMENTS_MAX: u32 = 65;
const DIGIT_BITS: u32 = 11;
const DIGITS: u32 = 1 << DIGIT_BITS;
const counts: u32 = <u32>memory.data(8192, 8);

let table: u32 = 0;
let spare: u32 = 0;
let fragmentsMax: u32 = 0;
let count: u32 = 0;
let pageHighest: u64 = 0;

/** Places two tables of `countMax` fragments, one after the other. */
export function configureFragments(address: u32, countMax: u32): void {
  assert(countMax >= RECORD_FRAGMENTS_MAX);
  table = address;
  spare = address + countMax * FRAGMENT_BYTES;
  fragmentsMax = countMax;
}

export function clearFragments(): void {
  count = 0;
  pageHighest = 0;
}

export function fragmentCount(): u32 {
  return count;
}

/** Whether another record's fragments fit, whatever its length. */
export function fragmentsFit(): bool {
  return count + RECORD_FRAGMENTS_MAX <= fragmentsMax;
}

/** Cuts up the write with this header, whose payload starts at stream position `payload`. */
export function addFragments(header: u32, payload: u64): void {
  const first = offsetAt(header) >> SECTOR_SHIFT;
  const end = first + (lengthAt(header) >> SECTOR_SHIFT);
  for (let sector = first; sector < end; ) {
    const page = sector / <u64>PAGE_SECTORS;
    const pageSector = page * <u64>PAGE_SECTORS;
    const stop = min<u64>(end, pageSector + <u64>PAGE_SECTORS);
    const mask =
      ((1 << (<u32>(stop - pageSector))) - 1) & ~((1 << (<u32>(sector - pageSector))) - 1);
    const fragment = table + count * FRAGMENT_BYTES;
    store<u64>(fragment, (page << 8) | <u64>mask);
    store<u32>(fragment, <u32>(payload + pageSector - first), 8);
    count++;
    pageHighest = max<u64>(pageHighest, page);
    sector = stop;
  }
}

function digitOf(fragment: u32, shift: u32): u32 {
  return <u32>(load<u64>(fragment) >> <u64>(8 + shift)) & (DIGITS - 1);
}

/** One stable pass of the radix sort: from `table` to `spare`, then they change places. */
function sortByDigit(shift: u32): void {
  memory.fill(counts, 0, DIGITS * 4);
  const end = table + count * FRAGMENT_BYTES;
  for (let at = table; at < end; at += FRAGMENT_BYTES) {
    const slot = counts + (digitOf(at, shift) << 2);
    store<u32>(slot, load<u32>(slot) + 1);
  }
  let before: u32 = 0;
  for (let digit: u32 = 0; digit < DIGITS; digit++) {
    const slot = counts + (digit << 2);
    const here = load<u32>(slot);
    store<u32>(slot, before);
    before += here;
  }
  for (let at = table; at < end; at += FRAGMENT_BYTES) {
    const slot = counts + (digitOf(at, shift) << 2);
    const rank = load<u32>(slot);
    store<u32>(slot, rank + 1);
    memory.copy(spare + rank * FRAGMENT_BYTES, at, FRAGMENT_BYTES);
  }
  const swapped = table;
  table = spare;
  spare = swapped;
}

/** Sorts by page, as far as the highest page has digits. */
export function sortFragments(): void {
  for (let shift: u32 = 0; shift < 44 && pageHighest >> <u64>shift != 0; shift += DIGIT_BITS) {
    sortByDigit(shift);
  }
}

export function fragmentPage(index: u32): u64 {
  return load<u64>(table + index * FRAGMENT_BYTES) >> 8;
}

export function fragmentMask(index: u32): u32 {
  return <u32>load<u64>(table + index * FRAGMENT_BYTES) & 0xff;
}

/** The ring sector of the fragment's page's sector 0. */
export function fragmentSource(index: u32): u32 {
  return load<u32>(table + index * FRAGMENT_BYTES, 8);
}
