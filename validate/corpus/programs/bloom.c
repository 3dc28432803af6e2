// A Bloom filter with two hashes.
#include "corpus.h"

static u64 bits[16];

static u32 hash(u32 key, u32 factor) { return (key * factor ^ key * factor >> 15) % 1024; }

// try: note(word)
EXPORT(note) void note(u32 key) {
  u32 one = hash(key, 0x9e3779b1), other = hash(key, 0x85ebca77);
  bits[one / 64] |= 1ull << one % 64;
  bits[other / 64] |= 1ull << other % 64;
}

// try: maybe(word)
EXPORT(maybe) u32 maybe(u32 key) {
  u32 one = hash(key, 0x9e3779b1), other = hash(key, 0x85ebca77);
  return bits[one / 64] >> one % 64 & bits[other / 64] >> other % 64 & 1;
}

// try: merge_bits(bytes)
EXPORT(merge_bits) void merge_bits(const u64 *others) {
  for (int at = 0; at < 16; at++) bits[at] |= others[at];
}

// try: weight()
EXPORT(weight) u32 weight(void) {
  u32 ones = 0;
  for (int at = 0; at < 16; at++) ones += (u32)__builtin_popcountll(bits[at]);
  return ones;
}
