// Arithmetic that stops at the ends, and fixed points.
#include "corpus.h"

// try: add_saturating(word, word)
EXPORT(add_saturating) s32 add_saturating(s32 a, s32 b) {
  s32 sum;
  if (__builtin_add_overflow(a, b, &sum)) return a < 0 ? -2147483647 - 1 : 2147483647;
  return sum;
}

// try: subtract_unsigned(word, word)
EXPORT(subtract_unsigned) u32 subtract_unsigned(u32 a, u32 b) { return a > b ? a - b : 0; }

// try: multiply_fixed(word, word)
EXPORT(multiply_fixed) s32 multiply_fixed(s32 a, s32 b) {
  return (s32)(((s64)a * b + 0x8000) >> 16);
}

// try: clamp(word, word, word)
EXPORT(clamp) s32 clamp(s32 value, s32 low, s32 high) {
  return value < low ? low : value > high ? high : value;
}

// try: divide_rounded(word, word)
EXPORT(divide_rounded) s32 divide_rounded(s32 a, s32 b) {
  if (b == 0 || (b == -1 && a == -2147483647 - 1)) return 0;
  s32 quotient = a / b, rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? quotient - 1 : quotient;
}
