// ChaCha20: a quarter round and a block.
#include "corpus.h"

#define ROTATED(x, by) ((x) << (by) | (x) >> (32 - (by)))

// try: quarter_round(bytes, below 4, below 4, below 4, below 4)
EXPORT(quarter_round) void quarter_round(u32 *state, u32 a, u32 b, u32 c, u32 d) {
  state[a] += state[b]; state[d] ^= state[a]; state[d] = ROTATED(state[d], 16);
  state[c] += state[d]; state[b] ^= state[c]; state[b] = ROTATED(state[b], 12);
  state[a] += state[b]; state[d] ^= state[a]; state[d] = ROTATED(state[d], 8);
  state[c] += state[d]; state[b] ^= state[c]; state[b] = ROTATED(state[b], 7);
}

// try: chacha_block(bytes, bytes)
EXPORT(chacha_block) void chacha_block(u32 *to, const u32 *from) {
  for (int at = 0; at < 16; at++) to[at] = from[at];
  for (int round = 0; round < 10; round++) {
    for (u32 at = 0; at < 4; at++) quarter_round(to, at, 4 + at, 8 + at, 12 + at);
    for (u32 at = 0; at < 4; at++)
      quarter_round(to, at, 4 + (at + 1) % 4, 8 + (at + 2) % 4, 12 + (at + 3) % 4);
  }
  for (int at = 0; at < 16; at++) to[at] += from[at];
}
