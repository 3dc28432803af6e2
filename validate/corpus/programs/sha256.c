// The compression of SHA-256: its functions, the schedule, and a block.
#include "corpus.h"

#define ROTATED(x, by) ((x) >> (by) | (x) << (32 - (by)))

static const u32 constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static u32 schedule[64];

// try: choose(word, word, word)
EXPORT(choose) u32 choose(u32 x, u32 y, u32 z) { return (x & y) ^ (~x & z); }

// try: majority(word, word, word)
EXPORT(majority) u32 majority(u32 x, u32 y, u32 z) { return (x & y) ^ (x & z) ^ (y & z); }

// try: expand(bytes)
EXPORT(expand) void expand(const u8 *block) {
  for (int t = 0; t < 16; t++)
    schedule[t] = (u32)block[4 * t] << 24 | block[4 * t + 1] << 16 | block[4 * t + 2] << 8 |
                  block[4 * t + 3];
  for (int t = 16; t < 64; t++) {
    u32 a = schedule[t - 15], b = schedule[t - 2];
    schedule[t] = schedule[t - 16] + (ROTATED(a, 7) ^ ROTATED(a, 18) ^ a >> 3) + schedule[t - 7] +
                  (ROTATED(b, 17) ^ ROTATED(b, 19) ^ b >> 10);
  }
}

// try: compress(bytes)
EXPORT(compress) void compress(u32 *state) {
  u32 a = state[0], b = state[1], c = state[2], d = state[3];
  u32 e = state[4], f = state[5], g = state[6], h = state[7];
  for (int t = 0; t < 64; t++) {
    u32 one = h + (ROTATED(e, 6) ^ ROTATED(e, 11) ^ ROTATED(e, 25)) + ((e & f) ^ (~e & g)) +
              constants[t] + schedule[t];
    u32 two = (ROTATED(a, 2) ^ ROTATED(a, 13) ^ ROTATED(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g; g = f; f = e; e = d + one;
    d = c; c = b; b = a; a = one + two;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}
