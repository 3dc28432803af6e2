// Greatest divisor, powers, roots: loops whose end is no count.
#include "corpus.h"

// try: greatest_divisor(word, below 1000)
EXPORT(greatest_divisor) u32 greatest_divisor(u32 a, u32 b) {
  while (b != 0) {
    u32 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// try: power(word, below 64)
EXPORT(power) u64 power(u64 base, u32 exponent) {
  u64 result = 1;
  for (; exponent; exponent >>= 1, base *= base)
    if (exponent & 1) result *= base;
  return result;
}

// try: power_modulo(word, below 200, below 100000)
EXPORT(power_modulo) u32 power_modulo(u32 base, u32 exponent, u32 modulus) {
  if (modulus == 0) return 0;
  u64 result = 1 % modulus, factor = base % modulus;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = result * factor % modulus;
    factor = factor * factor % modulus;
  }
  return (u32)result;
}

// try: square_root(word)
EXPORT(square_root) u32 square_root(u32 value) {
  u32 root = 0;
  for (u32 bit = 1u << 30; bit; bit >>= 2) {
    u32 trial = root + bit;
    root >>= 1;
    if (value >= trial) {
      value -= trial;
      root += bit;
    }
  }
  return root;
}

// try: average(word, word)
EXPORT(average) s32 average(s32 a, s32 b) { return (a & b) + ((a ^ b) >> 1); }
