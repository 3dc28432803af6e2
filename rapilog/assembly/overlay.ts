/**
 * The overlay: for each 4 KiB page, which of its sectors stand in the ring, in their newest version.
 *
 * A table of buckets with eight slots each. A page may stand in one of two buckets, so a look-up
 * probes sixteen slots at most, always. A slot is
 *
 *     tag        u64   page << 16 | zeroMask << 8 | mask     (mask 0: the slot is free)
 *     positions  u32 × 8   low half of the stream position of each sector in `mask`
 *
 * A sector in `zeroMask` reads as zeros; its position is that of the range record. An entry is
 * live while its position lies in [heldFrom, head): what is home already is still the newest
 * version until the ring overwrites it, so it serves as a read cache and may be evicted. Older
 * entries are dead where they lie. Every append sweeps one bucket, so a dead position is gone long
 * before the stream has moved on by 2^32 sectors and its low half could be mistaken for a live one
 * (`bucketCount` appends move the stream by less than 2^16 · 2^11 sectors).
 *
 * Pages of one aligned group of `bucketCount` pages fall into different buckets, by either
 * choice. So one record, 65 pages long at most, wants at most two slots of a bucket by each
 * choice: four free slots in a bucket are enough for whatever a record may put there.
 */
import { DISK_PAGES_MAX, PAGE_SECTORS } from "./layout";
import { heldFrom, heldSectors, releasedPosition } from "./watermarks";

const SLOTS: u32 = 8;
const TAGS_BYTES: u32 = SLOTS * 8;
const SLOT_POSITIONS_BYTES: u32 = PAGE_SECTORS * 4;
export const BUCKET_BYTES: u32 = TAGS_BYTES + SLOTS * SLOT_POSITIONS_BYTES;
export const BUCKETS_MIN: u32 = 128;
export const BUCKETS_MAX: u32 = 1 << 16;
const FREE_FOR_MANY: u32 = 4;
/** What `bucketHasRoom` answers. */
const HAS_ROOM: u32 = 1;
const FREED: u32 = 2;
/** What `find` returns for a page that has no slot. */
export const NO_SLOT: u32 = 0;

let table: u32 = 0;
let bucketCount: u32 = 0;
let bucketBits: u32 = 0;
let swept: u32 = 0;

/** Places the empty table at `address`; `buckets` is a power of two. */
export function configureOverlay(address: u32, buckets: u32): void {
  assert(buckets >= BUCKETS_MIN && buckets <= BUCKETS_MAX && popcnt(buckets) == 1);
  assert((address & 63) == 0);
  table = address;
  bucketCount = buckets;
  bucketBits = ctz(buckets);
  clearOverlay();
}

/** Forgets everything. */
export function clearOverlay(): void {
  swept = 0;
  memory.fill(table, 0, bucketCount * BUCKET_BYTES);
}

function bucketAt(index: u32): u32 {
  return table + (index & (bucketCount - 1)) * BUCKET_BYTES;
}

function firstBucket(page: u64): u32 {
  const group = page >> <u64>bucketBits;
  return bucketAt(<u32>page + <u32>((group * 0x9e3779b97f4a7c15) >> 40));
}

function secondBucket(page: u64): u32 {
  const group = page >> <u64>bucketBits;
  return bucketAt(<u32>page + <u32>(((group + 1) * 0xc2b2ae3d27d4eb4f) >> 37));
}

function tagAddress(bucket: u32, slot: u32): u32 {
  return bucket + (slot << 3);
}

/** The address of a slot's positions, from the address of its tag. Buckets start at multiples of
 * 64 bytes, and the tags of a bucket fill one such line, so the slot's number is in the address. */
function positionsOf(tag: u32): u32 {
  const slot = (tag >> 3) & (SLOTS - 1);
  return (tag & ~(TAGS_BYTES - 1)) + TAGS_BYTES + slot * SLOT_POSITIONS_BYTES;
}

function pageOf(tag: u64): u64 {
  return tag >> 16;
}

function maskOf(tag: u64): u32 {
  return <u32>tag & 0xff;
}

function zeroMaskOf(tag: u64): u32 {
  return (<u32>tag >> 8) & 0xff;
}

function makeTag(page: u64, zeroMask: u32, mask: u32): u64 {
  return (page << 16) | <u64>(zeroMask << 8) | <u64>mask;
}

function findIn(bucket: u32, page: u64): u32 {
  for (let slot: u32 = 0; slot < SLOTS; slot++) {
    const at = tagAddress(bucket, slot);
    const tag = load<u64>(at);
    if (pageOf(tag) == page && maskOf(tag) != 0) return at;
  }
  return NO_SLOT;
}

/** The address of the page's tag, or `NO_SLOT`. */
export function find(page: u64): u32 {
  const at = findIn(firstBucket(page), page);
  return at != NO_SLOT ? at : findIn(secondBucket(page), page);
}

/**
 * How new a sector of a found slot is: 1 + its distance from `heldFrom`, or 0 if it is dead or
 * was never written. Greater is newer.
 */
export function ageIn(tag: u32, sector: u32): u32 {
  if ((maskOf(load<u64>(tag)) & (1 << sector)) == 0) return 0;
  const distance = load<u32>(positionsOf(tag) + (sector << 2)) - <u32>heldFrom();
  return distance < heldSectors() ? distance + 1 : 0;
}

/** Whether a live sector of a found slot reads as zeros. */
export function isZeroIn(tag: u32, sector: u32): bool {
  return (zeroMaskOf(load<u64>(tag)) & (1 << sector)) != 0;
}

/** Forgets the sectors of a slot that are younger than `ageMin`; the dead have age 0. */
function forgetInSlot(at: u32, ageMin: u32): void {
  const tag = load<u64>(at);
  let mask = maskOf(tag);
  if (mask == 0) return;
  for (let sector: u32 = 0; sector < PAGE_SECTORS; sector++) {
    if (ageIn(at, sector) < ageMin) mask &= ~(1 << sector);
  }
  store<u64>(at, makeTag(pageOf(tag), zeroMaskOf(tag) & mask, mask));
}

function forgetInBucket(bucket: u32, ageMin: u32): void {
  for (let slot: u32 = 0; slot < SLOTS; slot++) forgetInSlot(tagAddress(bucket, slot), ageMin);
}

/** The age of what is just not home yet: entries below it are only a cache. */
function ageOfReleased(): u32 {
  return <u32>(releasedPosition() - heldFrom()) + 1;
}

/** Forgets the dead entries of one bucket, the next in turn. */
export function sweep(): void {
  forgetInBucket(bucketAt(swept), 1);
  swept = (swept + 1) & (bucketCount - 1);
}

function freeSlots(bucket: u32): u32 {
  let free: u32 = 0;
  for (let slot: u32 = 0; slot < SLOTS; slot++) {
    if (maskOf(load<u64>(tagAddress(bucket, slot))) == 0) free++;
  }
  return free;
}

/** `HAS_ROOM` if a bucket has so many free slots, and `FREED` if some were taken for that. */
function bucketHasRoom(bucket: u32, wanted: u32): u32 {
  const before = freeSlots(bucket);
  if (before >= wanted) return HAS_ROOM;
  forgetInBucket(bucket, ageOfReleased());
  const after = freeSlots(bucket);
  return (after >= wanted ? HAS_ROOM : 0) | (after != before ? FREED : 0);
}

/** Whether `put` will succeed for each page from `first` to `last`, 65 pages at most. */
export function hasRoom(first: u64, last: u64): bool {
  assert(last - first < 65 && last < DISK_PAGES_MAX);
  const wanted = first == last ? 1 : FREE_FOR_MANY;
  let freed = FREED;
  // A slot that was freed may have been an earlier page's: then all pages are asked again.
  while (freed != 0) {
    freed = 0;
    for (let page = first; page <= last; page++) {
      if (find(page) != NO_SLOT) continue;
      const one = bucketHasRoom(firstBucket(page), wanted);
      freed |= one & FREED;
      if ((one & HAS_ROOM) != 0) continue;
      const other = bucketHasRoom(secondBucket(page), wanted);
      freed |= other & FREED;
      if ((other & HAS_ROOM) == 0) return false;
    }
  }
  return true;
}

function firstFreeIn(bucket: u32): u32 {
  for (let slot: u32 = 0; slot < SLOTS; slot++) {
    const at = tagAddress(bucket, slot);
    if (maskOf(load<u64>(at)) == 0) return at;
  }
  return NO_SLOT;
}

function claim(page: u64): u32 {
  const first = firstBucket(page);
  const second = secondBucket(page);
  const bucket = freeSlots(second) > freeSlots(first) ? second : first;
  const at = firstFreeIn(bucket);
  assert(at != NO_SLOT);
  return at;
}

/**
 * Notes that sectors `mask` of a page now stand in the ring, sector `i` at `position + i` (zeros:
 * all are the record at `position`). `hasRoom` has held for the page.
 */
export function put(page: u64, mask: u32, position: u32, zeros: bool): void {
  let at = find(page);
  let before: u64 = 0;
  if (at == NO_SLOT) at = claim(page);
  else before = load<u64>(at);
  const positions = positionsOf(at);
  for (let sector: u32 = 0; sector < PAGE_SECTORS; sector++) {
    if ((mask & (1 << sector)) == 0) continue;
    store<u32>(positions + (sector << 2), zeros ? position : position + sector);
  }
  const zeroMask = zeros ? zeroMaskOf(before) | mask : zeroMaskOf(before) & ~mask;
  store<u64>(at, makeTag(page, zeroMask, maskOf(before) | mask));
}

/** The stream position, low half, of a sector in a found slot. */
export function positionIn(tag: u32, sector: u32): u32 {
  return load<u32>(positionsOf(tag) + (sector << 2));
}
