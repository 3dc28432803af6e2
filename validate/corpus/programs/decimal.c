// Numbers as decimal digits, both ways.
#include "corpus.h"

// try: print_unsigned(bytes, word)
EXPORT(print_unsigned) u32 print_unsigned(u8 *to, u32 value) {
  u8 digits[10];
  u32 count = 0;
  do digits[count++] = (u8)('0' + value % 10);
  while ((value /= 10) != 0);
  for (u32 at = 0; at < count; at++) to[at] = digits[count - 1 - at];
  return count;
}

// try: print_signed(bytes, word)
EXPORT(print_signed) u32 print_signed(u8 *to, s32 value) {
  if (value >= 0) return print_unsigned(to, (u32)value);
  *to = '-';
  return 1 + print_unsigned(to + 1, -(u32)value);
}

// try: parse(text 0123456789-)
EXPORT(parse) s32 parse(const u8 *text) {
  u32 value = 0;
  int negative = *text == '-';
  if (negative) text++;
  for (; *text >= '0' && *text <= '9'; text++) value = value * 10 + (*text - '0');
  return (s32)(negative ? -value : value);
}

// try: digits_of(word)
EXPORT(digits_of) u32 digits_of(u64 value) {
  u32 digits = 1;
  while (value >= 10) {
    value /= 10;
    digits++;
  }
  return digits;
}
