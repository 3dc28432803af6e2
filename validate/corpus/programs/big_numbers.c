// Numbers of many words: sum, difference, product, order.
#include "corpus.h"

// try: add_big(bytes, bytes, below 20)
EXPORT(add_big) u32 add_big(u32 *to, const u32 *from, u32 words) {
  u64 carry = 0;
  for (u32 at = 0; at < words; at++) {
    carry += (u64)to[at] + from[at];
    to[at] = (u32)carry;
    carry >>= 32;
  }
  return (u32)carry;
}

// try: subtract_big(bytes, bytes, below 20)
EXPORT(subtract_big) u32 subtract_big(u32 *to, const u32 *from, u32 words) {
  u32 borrow = 0;
  for (u32 at = 0; at < words; at++) {
    u64 difference = (u64)to[at] - from[at] - borrow;
    to[at] = (u32)difference;
    borrow = difference >> 63;
  }
  return borrow;
}

// try: multiply_big(bytes, bytes, bytes, below 8, below 8)
EXPORT(multiply_big) void multiply_big(u32 *to, const u32 *a, const u32 *b, u32 n, u32 m) {
  for (u32 at = 0; at < n + m; at++) to[at] = 0;
  for (u32 i = 0; i < n; i++) {
    u64 carry = 0;
    for (u32 j = 0; j < m; j++) {
      carry += (u64)a[i] * b[j] + to[i + j];
      to[i + j] = (u32)carry;
      carry >>= 32;
    }
    to[i + m] = (u32)carry;
  }
}

// try: compare_big(bytes, bytes, below 20)
EXPORT(compare_big) s32 compare_big(const u32 *a, const u32 *b, u32 words) {
  while (words-- > 0)
    if (a[words] != b[words]) return a[words] < b[words] ? -1 : 1;
  return 0;
}
