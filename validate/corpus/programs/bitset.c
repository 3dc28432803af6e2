// A set of small numbers, a bit each.
#include "corpus.h"

static u32 words[32];

// try: add(below 1024)
EXPORT(add) void add(u32 member) { words[member / 32 % 32] |= 1u << member % 32; }

// try: remove(below 1024)
EXPORT(remove) void remove(u32 member) { words[member / 32 % 32] &= ~(1u << member % 32); }

// try: has(below 1024)
EXPORT(has) u32 has(u32 member) { return words[member / 32 % 32] >> member % 32 & 1; }

// try: next(below 1024)
EXPORT(next) u32 next(u32 from) {
  u32 at = from / 32;
  if (at >= 32) return 1024;
  u32 word = words[at] & ~0u << from % 32;
  while (word == 0) {
    if (++at == 32) return 1024;
    word = words[at];
  }
  return at * 32 + (u32)__builtin_ctz(word);
}

// try: size()
EXPORT(size) u32 size(void) {
  u32 members = 0;
  for (u32 at = 0; at < 32; at++) members += (u32)__builtin_popcount(words[at]);
  return members;
}
