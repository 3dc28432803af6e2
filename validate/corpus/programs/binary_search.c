// Where a value is, or would be, in an ordered array.
#include "corpus.h"

// try: lower_bound(bytes, below 100, word)
EXPORT(lower_bound) u32 lower_bound(const u32 *values, u32 count, u32 wanted) {
  u32 low = 0, high = count;
  while (low < high) {
    u32 middle = low + (high - low) / 2;
    if (values[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

// try: find(bytes, below 50, word)
EXPORT(find) s32 find(const u32 *values, u32 count, u32 wanted) {
  for (u32 at = 0; at < count; at++)
    if (values[at] == wanted) return (s32)at;
  return -1;
}

// try: branchless(bytes, below 100, word)
EXPORT(branchless) u32 branchless(const u32 *values, u32 count, u32 wanted) {
  const u32 *base = values;
  while (count > 1) {
    u32 half = count / 2;
    base = base[half] < wanted ? base + half : base;
    count -= half;
  }
  return (u32)(base - values);
}
