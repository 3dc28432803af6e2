// Bytes in bulk: memory.fill and memory.copy, which compilers call library functions for.
#include "corpus.h"

// try: clear(bytes, below 200)
EXPORT(clear) void clear(u8 *bytes, u32 length) { __builtin_memset(bytes, 0, length); }

// try: shift(bytes, below 50, below 100)
EXPORT(shift) void shift(u8 *bytes, u32 by, u32 length) {
  __builtin_memmove(bytes + by, bytes, length);
  __builtin_memset(bytes, 0xff, by);
}

struct record {
  u32 key;
  u16 flags;
  u8 name[26];
};

// try: copy_record(bytes, bytes)
EXPORT(copy_record) void copy_record(struct record *to, const struct record *from) { *to = *from; }

// try: rotate(bytes, below 30, below 64)
EXPORT(rotate) void rotate(u8 *bytes, u32 by, u32 length) {
  u8 kept[32];
  if (by > length || by > sizeof kept) return;
  __builtin_memcpy(kept, bytes, by);
  __builtin_memmove(bytes, bytes + by, length - by);
  __builtin_memcpy(bytes + length - by, kept, by);
}
