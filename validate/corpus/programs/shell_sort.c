// Shell sort with Ciura's gaps: three loops within each other.
#include "corpus.h"

static const u32 gaps[] = {57, 23, 10, 4, 1};

// try: shell_sort(bytes, below 100)
EXPORT(shell_sort) void shell_sort(s32 *values, u32 count) {
  for (u32 round = 0; round < sizeof gaps / sizeof *gaps; round++) {
    u32 gap = gaps[round];
    for (u32 next = gap; next < count; next++) {
      s32 value = values[next];
      u32 at = next;
      for (; at >= gap && values[at - gap] > value; at -= gap) values[at] = values[at - gap];
      values[at] = value;
    }
  }
}
