// CRC-32 (IEEE 802.3): a bit at a time, and by a table that is made first.
#include "corpus.h"

// try: bitwise(bytes, below 40, word)
EXPORT(bitwise) u32 bitwise(const u8 *bytes, u32 length, u32 crc) {
  crc = ~crc;
  for (u32 at = 0; at < length; at++) {
    crc ^= bytes[at];
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
  }
  return ~crc;
}

static u32 table[256];

// try: prepare()
EXPORT(prepare) void prepare(void) {
  for (u32 byte = 0; byte < 256; byte++) {
    u32 crc = byte;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xedb88320 & -(crc & 1));
    table[byte] = crc;
  }
}

// try: by_table(bytes, below 200, word)
EXPORT(by_table) u32 by_table(const u8 *bytes, u32 length, u32 crc) {
  crc = ~crc;
  while (length-- > 0) crc = (crc >> 8) ^ table[(crc ^ *bytes++) & 0xff];
  return ~crc;
}
