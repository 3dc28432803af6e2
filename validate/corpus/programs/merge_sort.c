// Merge sort from the bottom up, with room for a copy.
#include "corpus.h"

// try: merge(bytes, bytes, below 10, below 20, below 30)
EXPORT(merge) void merge(const u32 *from, u32 *to, u32 left, u32 middle, u32 end) {
  u32 one = left, other = middle;
  for (u32 at = left; at < end; at++)
    if (one < middle && (other >= end || from[one] <= from[other])) to[at] = from[one++];
    else to[at] = from[other++];
}

static u32 least(u32 a, u32 b) { return a < b ? a : b; }

// try: merge_sort(bytes, bytes, below 40)
EXPORT(merge_sort) u32 *merge_sort(u32 *values, u32 *room, u32 count) {
  for (u32 width = 1; width < count; width *= 2) {
    for (u32 left = 0; left < count; left += 2 * width)
      merge(values, room, left, least(left + width, count), least(left + 2 * width, count));
    u32 *swapped = values;
    values = room;
    room = swapped;
  }
  return values;
}
