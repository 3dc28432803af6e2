// Base64 of RFC 4648, both ways.
#include "corpus.h"

static const u8 letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// try: encode_base64(bytes, bytes, below 60)
EXPORT(encode_base64) u32 encode_base64(u8 *to, const u8 *from, u32 length) {
  u8 *start = to;
  for (; length >= 3; length -= 3, from += 3) {
    u32 word = from[0] << 16 | from[1] << 8 | from[2];
    *to++ = letters[word >> 18];
    *to++ = letters[word >> 12 & 63];
    *to++ = letters[word >> 6 & 63];
    *to++ = letters[word & 63];
  }
  if (length > 0) {
    u32 word = from[0] << 16 | (length > 1 ? from[1] << 8 : 0);
    *to++ = letters[word >> 18];
    *to++ = letters[word >> 12 & 63];
    *to++ = length > 1 ? letters[word >> 6 & 63] : '=';
    *to++ = '=';
  }
  return (u32)(to - start);
}

// try: digit_of(below 256)
EXPORT(digit_of) s32 digit_of(u32 letter) {
  if (letter >= 'A' && letter <= 'Z') return (s32)(letter - 'A');
  if (letter >= 'a' && letter <= 'z') return (s32)(letter - 'a' + 26);
  if (letter >= '0' && letter <= '9') return (s32)(letter - '0' + 52);
  return letter == '+' ? 62 : letter == '/' ? 63 : -1;
}

// try: decode_base64(bytes, text ABCabc01+/)
EXPORT(decode_base64) u32 decode_base64(u8 *to, const u8 *text) {
  u32 bits = 0, held = 0, length = 0;
  for (; *text; text++) {
    s32 digit = digit_of(*text);
    if (digit < 0) break;
    held = held << 6 | (u32)digit;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    to[length++] = (u8)(held >> bits);
  }
  return length;
}
