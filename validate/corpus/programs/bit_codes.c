// Morton and Gray codes, zigzag, and the leading zeros of a number.
#include "corpus.h"

// try: spread(word)
EXPORT(spread) u32 spread(u32 x) {
  x &= 0xffff;
  x = (x | x << 8) & 0x00ff00ff;
  x = (x | x << 4) & 0x0f0f0f0f;
  x = (x | x << 2) & 0x33333333;
  return (x | x << 1) & 0x55555555;
}

// try: morton(word, word)
EXPORT(morton) u32 morton(u32 x, u32 y) { return spread(x) | spread(y) << 1; }

// try: gray(word)
EXPORT(gray) u32 gray(u32 x) { return x ^ x >> 1; }

// try: from_gray(word)
EXPORT(from_gray) u32 from_gray(u32 x) {
  u32 value = 0;
  for (; x; x >>= 1) value ^= x;
  return value;
}

// try: magnitude(word)
EXPORT(magnitude) u32 magnitude(u64 x) {
  u64 zigzag = x << 1 ^ (u64)((s64)x >> 63);
  return zigzag == 0 ? 0 : 64 - (u32)__builtin_clzll(zigzag);
}
