/**
 * Appending: a write or a range becomes a record at the head of the stream.
 *
 * Decode, then invoke: first everything is checked and nothing changes; then everything changes
 * and nothing can fail. The record's header is sealed after its payload, and the head moves after
 * both, so a process killed in between leaves nothing that counts.
 */
import { checksum, copyChecksum } from "./checksum";
import {
  ADMITTED,
  DISK_PAGES_MAX,
  PAGE_SECTORS,
  PAGE_SHIFT,
  RECORD_BYTES_MAX,
  REFUSE_FAULT,
  REFUSE_RANGE,
  SECTOR_BYTES,
  SECTOR_SHIFT,
  WAIT_OVERLAY,
  WAIT_POWER,
  WAIT_RING,
} from "./layout";
import { hasRoom, put, sweep } from "./overlay";
import { putRange, rangeFits } from "./ranges";
import {
  PAD,
  payloadAddress,
  payloadBytes,
  payloadPosition,
  seal,
  TRIM,
  WRITE,
  ZERO,
  ZERO_KEEP,
} from "./record";
import { grainBytes, recordSectors, ringSize, untilEnd } from "./ring";
import { advanceHead, head, journalHasFailed, liveSectors, powerIsFailing } from "./watermarks";

let diskBytes: u64 = 0;
let streamId: u64 = 0;
let incarnationNow: u64 = 0;
let sequenceNext: u64 = 0;

export function configureDisk(bytes: u64): void {
  assert((bytes & (<u64>SECTOR_BYTES - 1)) == 0 && bytes > 0);
  assert(bytes <= DISK_PAGES_MAX << PAGE_SHIFT);
  diskBytes = bytes;
}

export function resetAppend(stream: u64, incarnation: u64, sequence: u64): void {
  streamId = stream;
  incarnationNow = incarnation;
  sequenceNext = sequence;
}

/** How many records the stream has had. */
export function sequence(): u64 {
  return sequenceNext;
}

export function setSequence(next: u64): void {
  sequenceNext = next;
}

export function currentStream(): u64 {
  return streamId;
}

export function currentIncarnation(): u64 {
  return incarnationNow;
}

/** Whether a stretch is whole sectors, not empty and inside of the disk. */
export function isOnDisk(offset: u64, length: u64): bool {
  if (((offset | length) & (<u64>SECTOR_BYTES - 1)) != 0) return false;
  return length != 0 && length <= diskBytes && offset <= diskBytes - length;
}

function padBefore(sectors: u32): u32 {
  const room = untilEnd(head());
  return sectors > room ? room : 0;
}

function admission(sectors: u32): u32 {
  if (powerIsFailing()) return WAIT_POWER;
  if (journalHasFailed()) return REFUSE_FAULT;
  const needed = padBefore(sectors) + sectors;
  return needed > ringSize() - liveSectors() ? WAIT_RING : ADMITTED;
}

function append(kind: u32, offset: u64, length: u64, payloadSum: u64, sectors: u32): void {
  seal(head(), kind, streamId, sequenceNext, incarnationNow, offset, length, payloadSum);
  sequenceNext++;
  advanceHead(sectors);
}

function appendPad(sectors: u32): void {
  if (sectors == 0) return;
  const length = ((<u64>sectors) << SECTOR_SHIFT) - <u64>grainBytes();
  append(PAD, 0, length, 0, sectors);
}

function firstPage(offset: u64): u64 {
  return offset >> 12;
}

function lastPage(offset: u64, length: u64): u64 {
  return (offset + length - 1) >> 12;
}

/** Whether the overlay has room for a stretch of at most a record's length. */
export function fitsOverlay(offset: u64, length: u64): bool {
  return hasRoom(firstPage(offset), lastPage(offset, length));
}

/** Enters a stretch of at most a record's length into the overlay, page by page. */
export function overlayStretch(offset: u64, length: u64, position: u64, zeros: bool): void {
  const first = offset >> SECTOR_SHIFT;
  const end = (offset + length) >> SECTOR_SHIFT;
  const last = lastPage(offset, length);
  for (let page = firstPage(offset); page <= last; page++) {
    const pageSector = page * <u64>PAGE_SECTORS;
    const from = <u32>(max<u64>(first, pageSector) - pageSector);
    const to = <u32>(min<u64>(end, pageSector + <u64>PAGE_SECTORS) - pageSector);
    const mask = ((1 << to) - 1) & ~((1 << from) - 1);
    put(page, mask, <u32>(zeros ? position : position + pageSector - first), zeros);
  }
}

function storePayload(target: u32, source: u32, length: u32): u64 {
  const bytes = payloadBytes(length);
  if (bytes == length) return copyChecksum(target, source, length);
  memory.copy(target, source, length);
  memory.fill(target + length, 0, bytes - length);
  return checksum(target, bytes);
}

/** Event: a client writes `length` bytes, which lie at address `source`, at `offset`. */
export function write(offset: u64, length: u32, source: u32): u32 {
  if (length > RECORD_BYTES_MAX || !isOnDisk(offset, length)) return REFUSE_RANGE;
  const sectors = recordSectors(length);
  const verdict = admission(sectors);
  if (verdict != ADMITTED) return verdict;
  if (!fitsOverlay(offset, length)) return WAIT_OVERLAY;

  appendPad(padBefore(sectors));
  const sum = storePayload(payloadAddress(head()), source, length);
  overlayStretch(offset, length, payloadPosition(head()), false);
  append(WRITE, offset, length, sum, sectors);
  sweep();
  return ADMITTED;
}

/** Whether a range is small enough to stand in the overlay. */
export function isSmallRange(length: u64): bool {
  return length <= <u64>RECORD_BYTES_MAX;
}

/** Whether the overlay, or the table of ranges, has room for a range. */
export function fitsRange(offset: u64, length: u64): bool {
  return isSmallRange(length) ? fitsOverlay(offset, length) : rangeFits();
}

/** Enters a range into the overlay or the table of ranges. */
export function enterRange(offset: u64, length: u64, position: u64): void {
  if (isSmallRange(length)) overlayStretch(offset, length, position, true);
  else putRange(offset >> SECTOR_SHIFT, (offset + length) >> SECTOR_SHIFT, position);
}

/** Event: a client zeroes or trims a stretch; `kind` is `ZERO`, `TRIM` or `ZERO_KEEP`. */
export function zero(offset: u64, length: u64, kind: u32): u32 {
  if (kind != ZERO && kind != TRIM && kind != ZERO_KEEP) return REFUSE_RANGE;
  if (!isOnDisk(offset, length)) return REFUSE_RANGE;
  const sectors = recordSectors(0);
  const verdict = admission(sectors);
  if (verdict != ADMITTED) return verdict;
  if (!fitsRange(offset, length)) return WAIT_OVERLAY;

  appendPad(padBefore(sectors));
  enterRange(offset, length, head());
  append(kind, offset, length, 0, sectors);
  sweep();
  return ADMITTED;
}
