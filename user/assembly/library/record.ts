/**
 * Keys and values on a disk: one in each block, at the first free place from the key's hash on.
 *
 *     0    magic: u32 (a block without it is free)
 *     4    the checksum of all that follows up to the value's end: u32
 *     8    the key's length: u16; the value's: u16
 *     12   key, value
 */
import { KEY_BYTES_MAX, VALUE_BYTES_MAX } from "../../src/store";

const MAGIC: u32 = 0x52414c41;
const CHECKSUM: u32 = 4;
const LENGTHS: u32 = 8;
const CONTENTS: u32 = 12;

/** FNV-1a, 32 bits. */
export function hash(from: u32, length: u32): u32 {
  let value: u32 = 0x811c9dc5;
  for (let index: u32 = 0; index < length; index++) {
    value = (value ^ load<u8>(from + index)) * 0x01000193;
  }
  return value;
}

export function keyLength(block: u32): u32 {
  return load<u16>(block + LENGTHS);
}

export function valueLength(block: u32): u32 {
  return load<u16>(block + LENGTHS + 2);
}

/** Where the value is. */
export function valueAt(block: u32): u32 {
  return block + CONTENTS + keyLength(block);
}

function checksum(block: u32): u32 {
  return hash(block + LENGTHS, CONTENTS - LENGTHS + keyLength(block) + valueLength(block));
}

export function isFree(block: u32): bool {
  return load<u32>(block) != MAGIC;
}

/** Whether what the block holds is as it was written. */
export function isSound(block: u32): bool {
  return (
    keyLength(block) <= <u32>KEY_BYTES_MAX &&
    valueLength(block) <= <u32>VALUE_BYTES_MAX &&
    load<u32>(block + CHECKSUM) == checksum(block)
  );
}

export function hasKey(block: u32, key: u32, length: u32): bool {
  return keyLength(block) == length && memory.compare(block + CONTENTS, key, length) == 0;
}

/** Makes a block's contents: a key with its value. */
export function fill(block: u32, key: u32, keyBytes: u32, value: u32, valueBytes: u32): void {
  store<u32>(block, MAGIC);
  store<u16>(block + LENGTHS, keyBytes);
  store<u16>(block + LENGTHS + 2, valueBytes);
  memory.copy(block + CONTENTS, key, keyBytes);
  memory.copy(block + CONTENTS + keyBytes, value, valueBytes);
  store<u32>(block + CHECKSUM, checksum(block));
}
