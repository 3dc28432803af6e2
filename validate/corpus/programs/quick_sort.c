// Quicksort by recursion.
#include "corpus.h"

// try: partition(bytes, below 20, below 40)
EXPORT(partition) u32 partition(s32 *values, u32 low, u32 high) {
  if (low >= high) return low;
  s32 pivot = values[high];
  u32 border = low;
  for (u32 at = low; at < high; at++) {
    s32 value = values[at];
    if (value >= pivot) continue;
    values[at] = values[border];
    values[border++] = value;
  }
  values[high] = values[border];
  values[border] = pivot;
  return border;
}

// try: quick_sort(bytes, below 10, below 60)
EXPORT(quick_sort) void quick_sort(s32 *values, u32 low, u32 high) {
  while (low < high) {
    u32 border = partition(values, low, high);
    if (border > low) quick_sort(values, low, border - 1);
    low = border + 1;
  }
}
