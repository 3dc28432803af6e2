// Insertion sort of words, and whether they are in order.
#include "corpus.h"

// try: insertion_sort(bytes, below 30)
EXPORT(insertion_sort) void insertion_sort(s32 *values, u32 count) {
  for (u32 next = 1; next < count; next++) {
    s32 value = values[next];
    u32 at = next;
    for (; at > 0 && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}

// try: is_sorted(bytes, below 30)
EXPORT(is_sorted) u32 is_sorted(const s32 *values, u32 count) {
  for (u32 at = 1; at < count; at++)
    if (values[at - 1] > values[at]) return 0;
  return 1;
}
