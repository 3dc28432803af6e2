// CRC-16/CCITT-FALSE without a table, and a nibble at a time.
#include "corpus.h"

// try: crc16_byte(word, word)
EXPORT(crc16_byte) u32 crc16_byte(u32 crc, u32 byte) {
  u16 x = (u16)(((crc >> 8) ^ byte) & 0xff);
  x ^= x >> 4;
  return (u16)((crc << 8) ^ (x << 12) ^ (x << 5) ^ x);
}

// try: crc16(bytes, below 100)
EXPORT(crc16) u32 crc16(const u8 *bytes, u32 length) {
  u16 crc = 0xffff;
  for (u32 at = 0; at < length; at++) {
    u8 x = (u8)(crc >> 8) ^ bytes[at];
    x ^= x >> 4;
    crc = (u16)((crc << 8) ^ (x << 12) ^ (x << 5) ^ x);
  }
  return crc;
}

static const u16 nibbles[16] = {0x0000, 0x1021, 0x2042, 0x3063, 0x4084, 0x50a5, 0x60c6, 0x70e7,
                                0x8108, 0x9129, 0xa14a, 0xb16b, 0xc18c, 0xd1ad, 0xe1ce, 0xf1ef};

// try: crc16_nibbles(bytes, below 100)
EXPORT(crc16_nibbles) u32 crc16_nibbles(const u8 *bytes, u32 length) {
  u16 crc = 0xffff;
  for (u32 at = 0; at < length; at++) {
    crc = (u16)((crc << 4) ^ nibbles[(crc >> 12) ^ (bytes[at] >> 4)]);
    crc = (u16)((crc << 4) ^ nibbles[(crc >> 12) ^ (bytes[at] & 15)]);
  }
  return crc;
}
