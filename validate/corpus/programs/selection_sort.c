// Selection and bubble sort: loops within loops.
#include "corpus.h"

// try: selection_sort(bytes, below 24)
EXPORT(selection_sort) void selection_sort(u32 *values, u32 count) {
  for (u32 start = 0; start + 1 < count; start++) {
    u32 least = start;
    for (u32 at = start + 1; at < count; at++)
      if (values[at] < values[least]) least = at;
    u32 value = values[least];
    values[least] = values[start];
    values[start] = value;
  }
}

// try: bubble_sort(bytes, below 24)
EXPORT(bubble_sort) u32 bubble_sort(u16 *values, u32 count) {
  u32 swaps = 0;
  for (int swapped = 1; swapped;) {
    swapped = 0;
    for (u32 at = 1; at < count; at++) {
      u16 one = values[at - 1], other = values[at];
      if (one <= other) continue;
      values[at - 1] = other;
      values[at] = one;
      swapped = 1;
      swaps++;
    }
  }
  return swaps;
}
