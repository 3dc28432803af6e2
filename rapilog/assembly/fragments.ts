/**
 * The fragments of a batch: the writes of a stretch of the stream, cut at page boundaries.
 *
 *     fragment  u64  page << 8 | mask of the page's sectors that it holds
 *               u32  ring sector of the page's sector 0 (as if all of the page were there)
 *               u32  unused
 *     key       u64  page << 20 | number of the fragment
 *
 * Fragments stay where they were added, in the stream's order. What is sorted is their keys: by page,
 * and of one page in the stream's order, so the last fragment that has a sector holds its newest
 * version.
 *
 * The sort is not trusted but checked: keys ascend, and each names a fragment and its page. So no two
 * name the same one, and as there are as many as fragments, each is named once. A sort that goes wrong
 * writes into its own tables only.
 */
import { PAGE_SECTORS, SECTOR_SHIFT } from "./layout";
import { lengthAt, offsetAt } from "./record";

const FRAGMENT_BYTES: u32 = 16;
const KEY_BYTES: u32 = 8;
const NUMBER_BITS: u32 = 20;
const NUMBERS: u32 = 1 << NUMBER_BITS;
/** A record is cut into 65 fragments at most. */
const RECORD_FRAGMENTS_MAX: u32 = 65;
const DIGIT_BITS: u32 = 11;
const DIGITS: u32 = 1 << DIGIT_BITS;
const counts: u32 = <u32>memory.data(8192, 8);

let table: u32 = 0;
let keys: u32 = 0;
let spare: u32 = 0;
let fragmentsMax: u32 = 0;
let count: u32 = 0;
let pageHighest: u64 = 0;

/** Places the table of `countMax` fragments, and two of as many keys behind it: 32 bytes each. */
export function configureFragments(address: u32, countMax: u32): void {
  assert(countMax >= RECORD_FRAGMENTS_MAX && countMax < NUMBERS);
  table = address;
  keys = address + countMax * FRAGMENT_BYTES;
  spare = keys + countMax * KEY_BYTES;
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
    store<u64>(keys + count * KEY_BYTES, (page << NUMBER_BITS) | <u64>count);
    count++;
    pageHighest = max<u64>(pageHighest, page);
    sector = stop;
  }
}

function slotOf(key: u64, shift: u32): u32 {
  return counts + ((<u32>(key >> <u64>(NUMBER_BITS + shift)) & (DIGITS - 1)) << 2);
}

/** One stable pass of a radix sort, from `keys` to `spare`, then they change places; or false. */
function sortByDigit(shift: u32): bool {
  memory.fill(counts, 0, DIGITS * 4);
  const end = keys + count * KEY_BYTES;
  for (let at = keys; at < end; at += KEY_BYTES) {
    const slot = slotOf(load<u64>(at), shift);
    store<u32>(slot, load<u32>(slot) + 1);
  }
  let before: u32 = 0;
  for (let slot = counts; slot < counts + DIGITS * 4; slot += 4) {
    const here = load<u32>(slot);
    store<u32>(slot, before);
    before += here;
  }
  for (let at = keys; at < end; at += KEY_BYTES) {
    const key = load<u64>(at);
    const slot = slotOf(key, shift);
    const rank = load<u32>(slot);
    if (rank >= count) return false;
    store<u32>(slot, rank + 1);
    store<u64>(spare + rank * KEY_BYTES, key);
  }
  const swapped = keys;
  keys = spare;
  spare = swapped;
  return true;
}

/** Whether the keys ascend, and each names a fragment and its page. */
function areSorted(): bool {
  const end = keys + count * KEY_BYTES;
  let least: u64 = 0;
  for (let at = keys; at < end; at += KEY_BYTES) {
    const key = load<u64>(at);
    const number = <u32>key & (NUMBERS - 1);
    if (key < least || number >= count) return false;
    if (key >> NUMBER_BITS != load<u64>(table + number * FRAGMENT_BYTES) >> 8) return false;
    least = key + 1;
  }
  return true;
}

/** Sorts by page, as far as the highest page has digits; false if it did not come out sorted. */
export function sortFragments(): bool {
  for (let shift: u32 = 0; shift < 44 && pageHighest >> <u64>shift != 0; shift += DIGIT_BITS) {
    if (!sortByDigit(shift)) return false;
  }
  return areSorted();
}

/** The page of the fragment that is `rank`th in the order. */
export function pageAtRank(rank: u32): u64 {
  return load<u64>(keys + rank * KEY_BYTES) >> NUMBER_BITS;
}

/** The address of that fragment. */
export function fragmentAtRank(rank: u32): u32 {
  return table + (load<u32>(keys + rank * KEY_BYTES) & (NUMBERS - 1)) * FRAGMENT_BYTES;
}

export function maskAt(fragment: u32): u32 {
  return load<u8>(fragment);
}

/** The ring sector of the fragment's page's sector 0. */
export function sourceAt(fragment: u32): u32 {
  return load<u32>(fragment, 8);
}
