// Pseudo-random generators: their state in memory or passed along.
#include "corpus.h"

// try: xorshift32(word)
EXPORT(xorshift32) u32 xorshift32(u32 x) {
  x ^= x << 13;
  x ^= x >> 17;
  return x ^ x << 5;
}

static u64 state = 1, weyl;

// try: seed(word)
EXPORT(seed) void seed(u64 value) { state = value | 1; weyl = 0; }

// try: splitmix64()
EXPORT(splitmix64) u64 splitmix64(void) {
  weyl += 0x9e3779b97f4a7c15;
  u64 z = weyl;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

// try: pcg32()
EXPORT(pcg32) u32 pcg32(void) {
  u64 old = state;
  state = old * 6364136223846793005 + 1442695040888963407;
  u32 shifted = (u32)((old >> 18 ^ old) >> 27), by = (u32)(old >> 59);
  return shifted >> by | shifted << (-by & 31);
}

// try: below(below 100)
EXPORT(below) u32 below(u32 limit) {
  return limit == 0 ? 0 : (u32)((u64)xorshift32((u32)state) * limit >> 32);
}
