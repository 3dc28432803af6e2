// Disjoint sets, with paths that are halved.
#include "corpus.h"

static u8 parents[64], sizes[64];

// try: reset()
EXPORT(reset) void reset(void) {
  for (u32 at = 0; at < 64; at++) {
    parents[at] = (u8)at;
    sizes[at] = 1;
  }
}

// try: root_of(below 64)
EXPORT(root_of) u32 root_of(u32 member) {
  member &= 63;
  for (u32 left = 64; parents[member] != member && left > 0; left--) {
    parents[member] = parents[parents[member] & 63];
    member = parents[member] & 63;
  }
  return member;
}

// try: join(below 64, below 64)
EXPORT(join) u32 join(u32 one, u32 other) {
  one = root_of(one);
  other = root_of(other);
  if (one == other) return 0;
  if (sizes[one] < sizes[other]) {
    u32 kept = one;
    one = other;
    other = kept;
  }
  parents[other] = (u8)one;
  sizes[one] = (u8)(sizes[one] + sizes[other]);
  return 1;
}
