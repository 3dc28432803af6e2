// The usual functions on bytes, a byte at a time.
#include "corpus.h"

// try: copy(bytes, bytes, below 100)
EXPORT(copy) void copy(u8 *to, const u8 *from, u32 length) {
  for (u32 at = 0; at < length; at++) to[at] = from[at];
}

// try: move(anywhere, anywhere, below 100)
EXPORT(move) void move(u8 *to, const u8 *from, u32 length) {
  if (to < from)
    for (u32 at = 0; at < length; at++) to[at] = from[at];
  else
    while (length-- > 0) to[length] = from[length];
}

// try: fill(bytes, word, below 100)
EXPORT(fill) void fill(u8 *to, u32 value, u32 length) {
  for (u8 *end = to + length; to != end; to++) *to = (u8)value;
}

// try: differ(anywhere, anywhere, below 100)
EXPORT(differ) s32 differ(const u8 *one, const u8 *other, u32 length) {
  for (u32 at = 0; at < length; at++)
    if (one[at] != other[at]) return one[at] - other[at];
  return 0;
}

// try: reverse(bytes, below 100)
EXPORT(reverse) void reverse(u8 *bytes, u32 length) {
  if (length == 0) return;
  for (u8 *last = bytes + length - 1; bytes < last; bytes++, last--) {
    u8 byte = *bytes;
    *bytes = *last;
    *last = byte;
  }
}
