// Letters: upper, lower, turned by thirteen, palindromes.
#include "corpus.h"

// try: upper(below 256)
EXPORT(upper) u32 upper(u32 letter) { return letter - 'a' < 26 ? letter - 32 : letter; }

// try: to_upper(text abcXYZ1)
EXPORT(to_upper) void to_upper(u8 *text) {
  for (; *text; text++) *text = (u8)upper(*text);
}

// try: turn(text abcXYZ1)
EXPORT(turn) void turn(u8 *text) {
  for (; *text; text++) {
    u32 letter = *text | 32u;
    if (letter >= 'a' && letter <= 'z') *text = (u8)(letter < 'n' ? *text + 13 : *text - 13);
  }
}

// try: is_palindrome(text ab)
EXPORT(is_palindrome) u32 is_palindrome(const u8 *text) {
  u32 end = 0;
  while (text[end]) end++;
  for (u32 start = 0; start < end; start++)
    if (text[start] != text[--end]) return 0;
  return 1;
}

// try: equal_folded(text aAbB, text aAbB)
EXPORT(equal_folded) u32 equal_folded(const u8 *one, const u8 *other) {
  for (; upper(*one) == upper(*other); one++, other++)
    if (*one == 0) return 1;
  return 0;
}
