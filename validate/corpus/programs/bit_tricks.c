// Bits without a loop: counting, reversing, rounding.
#include "corpus.h"

// try: count_ones(word)
EXPORT(count_ones) u32 count_ones(u32 x) {
  x -= x >> 1 & 0x55555555;
  x = (x & 0x33333333) + (x >> 2 & 0x33333333);
  return ((x + (x >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}

// try: reversed(word)
EXPORT(reversed) u32 reversed(u32 x) {
  x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
  x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
  x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
  x = (x >> 8 & 0x00ff00ff) | (x & 0x00ff00ff) << 8;
  return x >> 16 | x << 16;
}

// try: parity(word)
EXPORT(parity) u32 parity(u64 x) {
  x ^= x >> 32;
  x ^= x >> 16;
  x ^= x >> 8;
  x ^= x >> 4;
  return 0x6996 >> (x & 15) & 1;
}

// try: next_power(word)
EXPORT(next_power) u32 next_power(u32 x) {
  x--;
  x |= x >> 1;
  x |= x >> 2;
  x |= x >> 4;
  x |= x >> 8;
  x |= x >> 16;
  return x + 1;
}

// try: same_ones(word)
EXPORT(same_ones) u32 same_ones(u32 x) {
  if (x == 0) return 0;
  u32 lowest = x & -x, ripple = x + lowest;
  return ripple | ((x ^ ripple) >> 2) / lowest;
}
