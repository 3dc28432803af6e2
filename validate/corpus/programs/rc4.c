// RC4: its state of 256 bytes, and the stream.
#include "corpus.h"

static u8 box[256], x, y;

// try: key_schedule(bytes, below 20)
EXPORT(key_schedule) void key_schedule(const u8 *key, u32 length) {
  for (u32 at = 0; at < 256; at++) box[at] = (u8)at;
  x = y = 0;
  if (length == 0) return;
  u8 other = 0;
  for (u32 at = 0; at < 256; at++) {
    u8 kept = box[at];
    other = (u8)(other + kept + key[at % length]);
    box[at] = box[other];
    box[other] = kept;
  }
}

// try: next_byte()
EXPORT(next_byte) u32 next_byte(void) {
  u8 one = box[++x];
  u8 other = box[y += one];
  box[x] = other;
  box[y] = one;
  return box[(u8)(one + other)];
}

// try: apply(bytes, below 60)
EXPORT(apply) void apply(u8 *bytes, u32 length) {
  while (length-- > 0) *bytes++ ^= (u8)next_byte();
}
