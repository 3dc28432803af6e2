// xxHash of 32 bits.
#include "corpus.h"

#define ROTATED(x, by) ((x) << (by) | (x) >> (32 - (by)))
static const u32 prime1 = 2654435761u, prime2 = 2246822519u, prime3 = 3266489917u,
                 prime4 = 668265263u, prime5 = 374761393u;

static u32 word_at(const u8 *bytes) {
  u32 word;
  __builtin_memcpy(&word, bytes, 4);
  return word;
}

// try: xx_round(word, word)
EXPORT(xx_round) u32 xx_round(u32 lane, u32 input) {
  lane += input * prime2;
  return ROTATED(lane, 13) * prime1;
}

// try: xxhash32(bytes, below 70, word)
EXPORT(xxhash32) u32 xxhash32(const u8 *bytes, u32 length, u32 seed) {
  const u8 *end = bytes + length;
  u32 hash = seed + prime5;
  if (length >= 16) {
    u32 a = seed + prime1 + prime2, b = seed + prime2, c = seed, d = seed - prime1;
    do {
      a = xx_round(a, word_at(bytes));
      b = xx_round(b, word_at(bytes + 4));
      c = xx_round(c, word_at(bytes + 8));
      d = xx_round(d, word_at(bytes + 12));
      bytes += 16;
    } while (bytes <= end - 16);
    hash = ROTATED(a, 1) + ROTATED(b, 7) + ROTATED(c, 12) + ROTATED(d, 18);
  }
  hash += length;
  for (; bytes + 4 <= end; bytes += 4) {
    hash += word_at(bytes) * prime3;
    hash = ROTATED(hash, 17) * prime4;
  }
  for (; bytes < end; bytes++) {
    hash += *bytes * prime5;
    hash = ROTATED(hash, 11) * prime1;
  }
  hash = (hash ^ hash >> 15) * prime2;
  hash = (hash ^ hash >> 13) * prime3;
  return hash ^ hash >> 16;
}
