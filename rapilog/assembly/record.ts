/**
 * The record: the one format that vault and journal share.
 *
 *     byte  size  field
 *        0     4  magic          "ALR1"
 *        4     4  kind           1 write, 2 zero, 3 trim, 4 zero that keeps its space, 5 pad
 *        8     8  stream         which vault and journal this belongs to
 *       16     8  position       of this header, in sectors of the stream; never repeats
 *       24     8  sequence       records before this one in the stream
 *       32     8  incarnation    grows with each recovery from the journal
 *       40     8  offset         first byte on the disk; 0 in a pad
 *       48     8  length         bytes written, zeroed or trimmed; in a pad, bytes that follow
 *       56     8  payloadSum     checksum of the payload rounded up to the grain; 0 without one
 *       64     8  headerSum      checksum of bytes 0 to 63
 *       72     …  not interpreted, up to the grain
 *
 * All little-endian. The payload of a write follows after the header's grain, so it is aligned to
 * the journal's block. `verify` accepts a record only if all of it lies before the ring's end and
 * only at the position that its header names.
 */
import { checksum } from "./checksum";
import { RECORD_BYTES_MAX, SECTOR_BYTES, SECTOR_SHIFT } from "./layout";
import { addressOf, alignedToGrain, grainBytes, recordSectors, untilEnd } from "./ring";

export const MAGIC: u32 = 0x31524c41;
export const WRITE: u32 = 1;
export const ZERO: u32 = 2;
export const TRIM: u32 = 3;
export const ZERO_KEEP: u32 = 4;
export const PAD: u32 = 5;

const SUMMED_BYTES: u32 = 64;

export function kindAt(header: u32): u32 {
  return load<u32>(header, 4);
}

export function sequenceAt(header: u32): u64 {
  return load<u64>(header, 24);
}

export function incarnationAt(header: u32): u64 {
  return load<u64>(header, 32);
}

export function offsetAt(header: u32): u64 {
  return load<u64>(header, 40);
}

export function lengthAt(header: u32): u64 {
  return load<u64>(header, 48);
}

/** Writes the header of the record at `position`; the payload must be in its place already. */
export function seal(
  position: u64,
  kind: u32,
  stream: u64,
  sequence: u64,
  incarnation: u64,
  offset: u64,
  length: u64,
  payloadSum: u64,
): void {
  const header = addressOf(position);
  store<u32>(header, MAGIC);
  store<u32>(header, kind, 4);
  store<u64>(header, stream, 8);
  store<u64>(header, position, 16);
  store<u64>(header, sequence, 24);
  store<u64>(header, incarnation, 32);
  store<u64>(header, offset, 40);
  store<u64>(header, length, 48);
  store<u64>(header, payloadSum, 56);
  store<u64>(header, checksum(header, SUMMED_BYTES), 64);
}

/** Bytes of a write's payload as it stands in the ring: its length, rounded up to the grain. */
export function payloadBytes(length: u32): u32 {
  return (recordSectors(length) << (<u32>SECTOR_SHIFT)) - grainBytes();
}

/** The address of the payload of the record at `position`. */
export function payloadAddress(position: u64): u32 {
  return addressOf(position) + grainBytes();
}

/** The stream position of the payload of the record at `position`. */
export function payloadPosition(position: u64): u64 {
  return position + (<u64>grainBytes() >> SECTOR_SHIFT);
}

/** Sectors that a verified header's record takes. */
export function sizeAt(header: u32): u32 {
  const kind = kindAt(header);
  if (kind == WRITE) return recordSectors(<u32>lengthAt(header));
  if (kind == PAD) return (grainBytes() + <u32>lengthAt(header)) >> <u32>SECTOR_SHIFT;
  return recordSectors(0);
}

function lengthIsSound(header: u32, room: u32): bool {
  const kind = kindAt(header);
  const length = lengthAt(header);
  if ((length & (<u64>SECTOR_BYTES - 1)) != 0) return false;
  if (kind == PAD) return length + <u64>grainBytes() == (<u64>room) << SECTOR_SHIFT;
  if (length == 0) return false;
  if (kind == WRITE) return length <= <u64>RECORD_BYTES_MAX && recordSectors(<u32>length) <= room;
  return kind == ZERO || kind == TRIM || kind == ZERO_KEEP;
}

/**
 * The sectors of the record at `position`, or 0 if there is no whole, undamaged record of this
 * stream there. The caller guarantees that `position` lies in the ring's window.
 */
export function verify(position: u64, stream: u64): u32 {
  if (!alignedToGrain(position)) return 0;
  const header = addressOf(position);
  if (load<u32>(header) != MAGIC) return 0;
  if (load<u64>(header, 8) != stream) return 0;
  if (load<u64>(header, 16) != position) return 0;
  if (load<u64>(header, 64) != checksum(header, SUMMED_BYTES)) return 0;
  if (!lengthIsSound(header, untilEnd(position))) return 0;
  if (kindAt(header) == WRITE) {
    const bytes = payloadBytes(<u32>lengthAt(header));
    if (load<u64>(header, 56) != checksum(payloadAddress(position), bytes)) return 0;
  }
  return sizeAt(header);
}
