// Words in network order.
#include "corpus.h"

// try: swapped16(word)
EXPORT(swapped16) u32 swapped16(u32 x) { return (x >> 8 & 0xff) | (x & 0xff) << 8; }

// try: swapped32(word)
EXPORT(swapped32) u32 swapped32(u32 x) {
  return x >> 24 | (x >> 8 & 0xff00) | (x & 0xff00) << 8 | x << 24;
}

// try: swapped64(word)
EXPORT(swapped64) u64 swapped64(u64 x) {
  return (u64)swapped32((u32)x) << 32 | swapped32((u32)(x >> 32));
}

// try: load_big(bytes)
EXPORT(load_big) u64 load_big(const u8 *bytes) {
  u64 value = 0;
  for (int at = 0; at < 8; at++) value = value << 8 | bytes[at];
  return value;
}

// try: store_big(bytes, word)
EXPORT(store_big) void store_big(u8 *bytes, u64 value) {
  for (int at = 7; at >= 0; at--, value >>= 8) bytes[at] = (u8)value;
}
