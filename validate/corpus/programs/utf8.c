// UTF-8: how long a code is, decoding, encoding, and whether text is well formed.
#include "corpus.h"

// try: encoded_length(word)
EXPORT(encoded_length) u32 encoded_length(u32 point) {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  if (point >= 0xd800 && point < 0xe000) return 0;
  return point < 0x10000 ? 3 : point < 0x110000 ? 4 : 0;
}

// try: encode(bytes, below 2000000)
EXPORT(encode) u32 encode(u8 *to, u32 point) {
  u32 length = encoded_length(point);
  switch (length) {
    case 1: to[0] = (u8)point; break;
    case 2:
      to[0] = (u8)(0xc0 | point >> 6);
      to[1] = 0x80 | (point & 63);
      break;
    case 3:
      to[0] = (u8)(0xe0 | point >> 12);
      to[1] = 0x80 | (point >> 6 & 63);
      to[2] = 0x80 | (point & 63);
      break;
    case 4:
      to[0] = (u8)(0xf0 | point >> 18);
      to[1] = 0x80 | (point >> 12 & 63);
      to[2] = 0x80 | (point >> 6 & 63);
      to[3] = 0x80 | (point & 63);
  }
  return length;
}

// try: decode(bytes)
EXPORT(decode) u32 decode(const u8 *bytes) {
  u32 first = bytes[0];
  if (first < 0x80) return first;
  u32 more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  u32 point = first & (0x3f >> more);
  for (u32 at = 1; at <= more; at++) {
    if ((bytes[at] & 0xc0) != 0x80) return 0xfffd;
    point = point << 6 | (bytes[at] & 63);
  }
  return point;
}

// try: count_points(text abcdef)
EXPORT(count_points) u32 count_points(const s8 *text) {
  u32 points = 0;
  for (; *text; text++) points += *text >= -64;
  return points;
}
