// The usual functions on strings that end with a zero.
#include "corpus.h"

// try: length_of(text abc)
EXPORT(length_of) u32 length_of(const u8 *text) {
  const u8 *end = text;
  while (*end) end++;
  return (u32)(end - text);
}

// try: compare(text ab, text ab)
EXPORT(compare) s32 compare(const u8 *one, const u8 *other) {
  while (*one && *one == *other) one++, other++;
  return *one - *other;
}

// try: first_of(text abcdef, below 128)
EXPORT(first_of) const u8 *first_of(const u8 *text, u32 letter) {
  for (;; text++) {
    if (*text == (u8)letter) return text;
    if (*text == 0) return 0;
  }
}

// try: copy_bounded(bytes, text abcdef, below 20)
EXPORT(copy_bounded) u8 *copy_bounded(u8 *to, const u8 *from, u32 size) {
  u32 at = 0;
  for (; at < size && from[at]; at++) to[at] = from[at];
  for (; at < size; at++) to[at] = 0;
  return to;
}

// try: substring(text ab, text ab)
EXPORT(substring) const u8 *substring(const u8 *text, const u8 *wanted) {
  for (;; text++) {
    u32 at = 0;
    while (wanted[at] && text[at] == wanted[at]) at++;
    if (!wanted[at]) return text;
    if (!*text) return 0;
  }
}
