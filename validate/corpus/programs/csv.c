// Fields of a line, with quotes; words of a text.
#include "corpus.h"

// try: field(bytes, text ab",)
EXPORT(field) const u8 *field(u8 *to, const u8 *text) {
  int quoted = 0;
  for (; *text; text++) {
    if (*text == '"') {
      if (quoted && text[1] == '"') *to++ = *text++;
      else quoted = !quoted;
    } else if (*text == ',' && !quoted) {
      text++;
      break;
    } else *to++ = *text;
  }
  *to = 0;
  return text;
}

// try: count_fields(text ab",)
EXPORT(count_fields) u32 count_fields(const u8 *text) {
  u32 fields = 1;
  int quoted = 0;
  for (; *text; text++) {
    quoted ^= *text == '"';
    fields += *text == ',' && !quoted;
  }
  return fields;
}

// try: count_words(text ab  )
EXPORT(count_words) u32 count_words(const u8 *text) {
  u32 words = 0;
  int inside = 0;
  for (; *text; text++) {
    int letter = *text > ' ';
    words += letter && !inside;
    inside = letter;
  }
  return words;
}
