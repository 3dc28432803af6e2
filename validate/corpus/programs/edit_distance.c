// Levenshtein's distance and the longest common part, by tables.
#include "corpus.h"

static u32 row[65];

static u32 least(u32 a, u32 b) { return a < b ? a : b; }

// try: distance(bytes, below 20, bytes, below 20)
EXPORT(distance) u32 distance(const u8 *one, u32 length, const u8 *other, u32 width) {
  if (width > 64) return ~0u;
  for (u32 at = 0; at <= width; at++) row[at] = at;
  for (u32 down = 0; down < length; down++) {
    u32 corner = down;
    row[0] = down + 1;
    for (u32 right = 0; right < width; right++) {
      u32 kept = row[right + 1];
      u32 replaced = corner + (one[down] != other[right]);
      row[right + 1] = least(replaced, least(kept, row[right]) + 1);
      corner = kept;
    }
  }
  return row[width];
}

// try: common_prefix(anywhere, anywhere, below 40)
EXPORT(common_prefix) u32 common_prefix(const u8 *one, const u8 *other, u32 length) {
  u32 at = 0;
  while (at < length && one[at] == other[at]) at++;
  return at;
}
