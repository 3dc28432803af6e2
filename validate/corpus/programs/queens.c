// Queens on a board, by recursion over masks; subsets of a sum.
#include "corpus.h"

// try: place_queens(below 64, below 64, below 64, below 64)
EXPORT(place_queens) u32 place_queens(u32 all, u32 columns, u32 left, u32 right) {
  if (columns == all) return 1;
  u32 solutions = 0;
  for (u32 free = all & ~(columns | left | right); free;) {
    u32 place = free & -free;
    free ^= place;
    solutions += place_queens(all, columns | place, (left | place) << 1, (right | place) >> 1);
  }
  return solutions;
}

// try: queens(below 6)
EXPORT(queens) u32 queens(u32 size) { return place_queens((1u << size) - 1, 0, 0, 0); }

// try: subsets(bytes, below 8, below 600)
EXPORT(subsets) u32 subsets(const u8 *values, u32 count, u32 wanted) {
  u32 found = 0;
  if (count > 10) count = 10;
  for (u32 chosen = 0; chosen < 1u << count; chosen++) {
    u32 sum = 0;
    for (u32 at = 0; at < count; at++)
      if (chosen >> at & 1) sum += values[at];
    found += sum == wanted;
  }
  return found;
}
