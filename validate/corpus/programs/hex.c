// Hexadecimal digits, both ways.
#include "corpus.h"

// try: digit(below 16)
EXPORT(digit) u32 digit(u32 nibble) { return nibble < 10 ? '0' + nibble : 'a' + nibble - 10; }

// try: encode_hex(bytes, bytes, below 50)
EXPORT(encode_hex) void encode_hex(u8 *to, const u8 *from, u32 length) {
  while (length-- > 0) {
    *to++ = (u8)digit(*from >> 4);
    *to++ = (u8)digit(*from++ & 15);
  }
  *to = 0;
}

// try: parse_hex(text 0123456789abcdefABCDEF)
EXPORT(parse_hex) u64 parse_hex(const u8 *text) {
  u64 value = 0;
  for (;; text++) {
    u32 letter = *text | 0x20u;
    u32 nibble;
    if (*text >= '0' && *text <= '9') nibble = *text - '0';
    else if (letter >= 'a' && letter <= 'f') nibble = letter - 'a' + 10;
    else return value;
    value = value << 4 | nibble;
  }
}
