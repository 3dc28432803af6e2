// Run-length coding, both ways.
#include "corpus.h"

// try: pack(bytes, bytes, below 60)
EXPORT(pack) u32 pack(u8 *to, const u8 *from, u32 length) {
  u32 out = 0;
  for (u32 at = 0; at < length;) {
    u8 byte = from[at];
    u32 run = 1;
    while (run < 255 && at + run < length && from[at + run] == byte) run++;
    to[out++] = (u8)run;
    to[out++] = byte;
    at += run;
  }
  return out;
}

// try: unpack(bytes, bytes, below 10)
EXPORT(unpack) u32 unpack(u8 *to, const u8 *from, u32 pairs) {
  u32 out = 0;
  for (u32 pair = 0; pair < pairs; pair++)
    for (u32 left = from[2 * pair]; left > 0; left--) to[out++] = from[2 * pair + 1];
  return out;
}

// try: longest_run(bytes, below 60)
EXPORT(longest_run) u32 longest_run(const u8 *bytes, u32 length) {
  u32 best = 0, run = 0;
  for (u32 at = 0; at < length; at++) {
    run = at > 0 && bytes[at] == bytes[at - 1] ? run + 1 : 1;
    if (run > best) best = run;
  }
  return best;
}
