// Sums, extremes and neighbours in arrays.
#include "corpus.h"

// try: prefix_sums(bytes, below 60)
EXPORT(prefix_sums) void prefix_sums(u32 *values, u32 count) {
  for (u32 at = 1; at < count; at++) values[at] += values[at - 1];
}

// try: greatest(bytes, below 60)
EXPORT(greatest) s32 greatest(const s32 *values, u32 count) {
  s32 best = -2147483647 - 1;
  for (u32 at = 0; at < count; at++)
    if (values[at] > best) best = values[at];
  return best;
}

// try: best_run(bytes, below 60)
EXPORT(best_run) s32 best_run(const s16 *values, u32 count) {
  s32 best = 0, run = 0;
  for (u32 at = 0; at < count; at++) {
    run += values[at];
    if (run < 0) run = 0;
    if (run > best) best = run;
  }
  return best;
}

// try: unique(bytes, below 60)
EXPORT(unique) u32 unique(u8 *values, u32 count) {
  u32 kept = 0;
  for (u32 at = 0; at < count; at++)
    if (kept == 0 || values[kept - 1] != values[at]) values[kept++] = values[at];
  return kept;
}

// try: dot(bytes, bytes, below 60)
EXPORT(dot) s64 dot(const s32 *a, const s32 *b, u32 count) {
  s64 sum = 0;
  for (u32 at = 0; at < count; at++) sum += (s64)a[at] * b[at];
  return sum;
}
