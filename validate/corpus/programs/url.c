// Percent encoding, and the parts of an address.
#include "corpus.h"

static s32 nibble(u32 letter) {
  if (letter - '0' < 10) return (s32)(letter - '0');
  letter |= 32;
  return letter - 'a' < 6 ? (s32)(letter - 'a' + 10) : -1;
}

// try: is_plain(below 256)
EXPORT(is_plain) u32 is_plain(u32 letter) {
  return letter - '0' < 10 || (letter | 32) - 'a' < 26 || letter == '-' || letter == '_' ||
         letter == '.' || letter == '~';
}

// try: decode_percent(bytes, text ab%12fF+)
EXPORT(decode_percent) u32 decode_percent(u8 *to, const u8 *text) {
  u32 length = 0;
  while (*text) {
    if (*text == '%' && nibble(text[1]) >= 0 && nibble(text[2]) >= 0) {
      to[length++] = (u8)(nibble(text[1]) << 4 | nibble(text[2]));
      text += 3;
    } else {
      to[length++] = *text == '+' ? ' ' : *text;
      text++;
    }
  }
  return length;
}

// try: encode_percent(bytes, text ab /%~)
EXPORT(encode_percent) u32 encode_percent(u8 *to, const u8 *text) {
  static const u8 digits[] = "0123456789ABCDEF";
  u8 *start = to;
  for (; *text; text++) {
    if (is_plain(*text)) {
      *to++ = *text;
      continue;
    }
    *to++ = '%';
    *to++ = digits[*text >> 4];
    *to++ = digits[*text & 15];
  }
  return (u32)(to - start);
}
