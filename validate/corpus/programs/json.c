// A scanner for JSON: depth, strings, and where a value ends.
#include "corpus.h"

// try: is_space(below 256)
EXPORT(is_space) u32 is_space(u32 letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

// try: string_end(text ab"\ )
EXPORT(string_end) const u8 *string_end(const u8 *text) {
  for (; *text; text++) {
    if (*text == '"') return text;
    if (*text == '\\' && *++text == 0) return 0;
  }
  return 0;
}

// try: depth(text [{}]"a ,)
EXPORT(depth) s32 depth(const u8 *text) {
  s32 depth = 0, deepest = 0;
  int quoted = 0;
  for (; *text; text++) {
    if (quoted) {
      if (*text == '\\' && text[1]) text++;
      else if (*text == '"') quoted = 0;
      continue;
    }
    switch (*text) {
      case '"': quoted = 1; break;
      case '[':
      case '{':
        if (++depth > deepest) deepest = depth;
        break;
      case ']':
      case '}':
        if (--depth < 0) return -1;
    }
  }
  return depth == 0 && !quoted ? deepest : -1;
}
