// MurmurHash3 of 32 bits; its finalizers.
#include "corpus.h"

static u32 rotated(u32 x, int by) { return x << by | x >> (32 - by); }

// try: finalized(word)
EXPORT(finalized) u32 finalized(u32 hash) {
  hash = (hash ^ hash >> 16) * 0x85ebca6b;
  hash = (hash ^ hash >> 13) * 0xc2b2ae35;
  return hash ^ hash >> 16;
}

// try: murmur3(bytes, below 50, word)
EXPORT(murmur3) u32 murmur3(const u8 *bytes, u32 length, u32 seed) {
  u32 hash = seed;
  u32 at = 0;
  for (; at + 4 <= length; at += 4) {
    u32 word = bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | (u32)bytes[at + 3] << 24;
    hash ^= rotated(word * 0xcc9e2d51, 15) * 0x1b873593;
    hash = rotated(hash, 13) * 5 + 0xe6546b64;
  }
  u32 tail = 0;
  switch (length & 3) {
    case 3: tail ^= (u32)bytes[at + 2] << 16; // falls through
    case 2: tail ^= (u32)bytes[at + 1] << 8; // falls through
    case 1:
      tail ^= bytes[at];
      hash ^= rotated(tail * 0xcc9e2d51, 15) * 0x1b873593;
  }
  return finalized(hash ^ length);
}

// try: finalized64(word)
EXPORT(finalized64) u64 finalized64(u64 hash) {
  hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccd;
  hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53;
  return hash ^ hash >> 33;
}
