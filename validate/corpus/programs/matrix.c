// Square matrices: product, transposition, power by vector.
#include "corpus.h"

// try: multiply(bytes, bytes, bytes, below 6)
EXPORT(multiply) void multiply(s32 *to, const s32 *a, const s32 *b, u32 size) {
  for (u32 row = 0; row < size; row++)
    for (u32 column = 0; column < size; column++) {
      s32 sum = 0;
      for (u32 at = 0; at < size; at++) sum += a[row * size + at] * b[at * size + column];
      to[row * size + column] = sum;
    }
}

// try: transpose(bytes, below 8)
EXPORT(transpose) void transpose(u32 *matrix, u32 size) {
  for (u32 row = 1; row < size; row++)
    for (u32 column = 0; column < row; column++) {
      u32 kept = matrix[row * size + column];
      matrix[row * size + column] = matrix[column * size + row];
      matrix[column * size + row] = kept;
    }
}

// try: trace(bytes, below 12)
EXPORT(trace) s32 trace(const s32 *matrix, u32 size) {
  s32 sum = 0;
  for (u32 at = 0; at < size; at++) sum += matrix[at * (size + 1)];
  return sum;
}

// try: multiply4(bytes, bytes, bytes)
EXPORT(multiply4) void multiply4(u32 *to, const u32 *a, const u32 *b) {
  for (int row = 0; row < 4; row++)
    for (int column = 0; column < 4; column++) {
      u32 sum = 0;
      for (int at = 0; at < 4; at++) sum += a[row * 4 + at] * b[at * 4 + column];
      to[row * 4 + column] = sum;
    }
}
