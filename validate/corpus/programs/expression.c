// A calculator by recursive descent.
#include "corpus.h"

static const u8 *at;

s32 sum(void);

static s32 factor(void) {
  if (*at == '(') {
    at++;
    s32 value = sum();
    if (*at == ')') at++;
    return value;
  }
  if (*at == '-') {
    at++;
    return -factor();
  }
  u32 value = 0;
  while (*at >= '0' && *at <= '9') value = value * 10 + (*at++ - '0');
  return (s32)value;
}

static s32 product(void) {
  u32 value = (u32)factor();
  while (*at == '*') {
    at++;
    value *= (u32)factor();
  }
  return (s32)value;
}

__attribute__((noinline)) s32 sum(void) {
  u32 value = (u32)product();
  while (*at == '+' || *at == '-') value = *at++ == '+' ? value + (u32)product() : value - (u32)product();
  return (s32)value;
}

// try: evaluate(text 0123+*-())
EXPORT(evaluate) s32 evaluate(const u8 *text) {
  at = text;
  return sum();
}
