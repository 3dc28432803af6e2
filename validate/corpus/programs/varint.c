// Numbers of a few bytes (LEB128), and differences.
#include "corpus.h"

// try: write_varint(bytes, word)
EXPORT(write_varint) u32 write_varint(u8 *to, u64 value) {
  u32 length = 0;
  for (; value >= 0x80; value >>= 7) to[length++] = (u8)(value | 0x80);
  to[length++] = (u8)value;
  return length;
}

// try: read_varint(bytes)
EXPORT(read_varint) u64 read_varint(const u8 *from) {
  u64 value = 0;
  for (u32 shift = 0; shift < 64; shift += 7) {
    u8 byte = *from++;
    value |= (u64)(byte & 0x7f) << shift;
    if (!(byte & 0x80)) break;
  }
  return value;
}

// try: write_signed(bytes, word)
EXPORT(write_signed) u32 write_signed(u8 *to, s32 value) {
  u32 length = 0;
  for (;;) {
    u8 byte = value & 0x7f;
    value >>= 7;
    if ((value == 0 && !(byte & 0x40)) || (value == -1 && (byte & 0x40))) {
      to[length++] = byte;
      return length;
    }
    to[length++] = byte | 0x80;
  }
}

// try: differences(bytes, below 40)
EXPORT(differences) void differences(u32 *values, u32 count) {
  u32 before = 0;
  for (u32 at = 0; at < count; at++) {
    u32 value = values[at];
    values[at] = value - before;
    before = value;
  }
}
