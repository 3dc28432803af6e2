// A small Lempel-Ziv: copies of what was written before, and a search for them.
#include "corpus.h"

// try: expand_lz(bytes, bytes, below 20)
EXPORT(expand_lz) u32 expand_lz(u8 *to, const u8 *from, u32 length) {
  u32 out = 0;
  for (u32 at = 0; at < length; at++) {
    u32 token = from[at];
    if (token < 128 || out == 0) {
      to[out++] = (u8)token;
      continue;
    }
    u32 distance = 1 + (token & 15), count = 2 + (token >> 4 & 7);
    if (distance > out) distance = out;
    for (; count > 0; count--, out++) to[out] = to[out - distance];
  }
  return out;
}

// try: longest_match(bytes, below 20, below 40)
EXPORT(longest_match) u32 longest_match(const u8 *bytes, u32 at, u32 end) {
  u32 best = 0, where = 0;
  for (u32 start = 0; start < at; start++) {
    u32 length = 0;
    while (at + length < end && length < 255 && bytes[start + length] == bytes[at + length])
      length++;
    if (length > best) {
      best = length;
      where = at - start;
    }
  }
  return where << 8 | best;
}
