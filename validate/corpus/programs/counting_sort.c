// Counting sort of bytes, and a histogram.
#include "corpus.h"

static u32 counts[256];

// try: histogram(bytes, below 300)
EXPORT(histogram) void histogram(const u8 *bytes, u32 length) {
  for (u32 value = 0; value < 256; value++) counts[value] = 0;
  for (u32 at = 0; at < length; at++) counts[bytes[at]]++;
}

// try: counting_sort(bytes, below 300)
EXPORT(counting_sort) void counting_sort(u8 *bytes, u32 length) {
  histogram(bytes, length);
  u32 at = 0;
  for (u32 value = 0; value < 256; value++)
    for (u32 left = counts[value]; left > 0; left--) bytes[at++] = (u8)value;
}

// try: most_frequent()
EXPORT(most_frequent) u32 most_frequent(void) {
  u32 best = 0;
  for (u32 value = 1; value < 256; value++)
    if (counts[value] > counts[best]) best = value;
  return best;
}
