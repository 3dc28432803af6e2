// Jenkins' one-at-a-time, and the mixing of lookup3.
#include "corpus.h"

// try: one_at_a_time(bytes, below 60)
EXPORT(one_at_a_time) u32 one_at_a_time(const u8 *bytes, u32 length) {
  u32 hash = 0;
  for (u32 at = 0; at != length; at++) {
    hash += bytes[at];
    hash += hash << 10;
    hash ^= hash >> 6;
  }
  hash += hash << 3;
  hash ^= hash >> 11;
  return hash + (hash << 15);
}

#define ROTATED(x, by) ((x) << (by) | (x) >> (32 - (by)))

// try: mix(bytes)
EXPORT(mix) void mix(u32 *state) {
  u32 a = state[0], b = state[1], c = state[2];
  a -= c; a ^= ROTATED(c, 4); c += b;
  b -= a; b ^= ROTATED(a, 6); a += c;
  c -= b; c ^= ROTATED(b, 8); b += a;
  a -= c; a ^= ROTATED(c, 16); c += b;
  b -= a; b ^= ROTATED(a, 19); a += c;
  c -= b; c ^= ROTATED(b, 4); b += a;
  state[0] = a; state[1] = b; state[2] = c;
}

// try: final_mix(word, word, word)
EXPORT(final_mix) u32 final_mix(u32 a, u32 b, u32 c) {
  c ^= b; c -= ROTATED(b, 14);
  a ^= c; a -= ROTATED(c, 11);
  b ^= a; b -= ROTATED(a, 25);
  c ^= b; c -= ROTATED(b, 16);
  a ^= c; a -= ROTATED(c, 4);
  b ^= a; b -= ROTATED(a, 14);
  c ^= b; c -= ROTATED(b, 24);
  return c;
}
