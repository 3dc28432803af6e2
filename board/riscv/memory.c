/* WebAssembly's operators on ranges of memory, and what a compiler may call behind our back. */
#include "wasm.h"

typedef u64 __attribute__((may_alias)) word;



static void fill(u8 *to, u8 value, u64 length) {
  u64 pattern = value * 0x0101010101010101;
  for (; length != 0 && (uintptr_t)to % sizeof(word) != 0; length--) *to++ = value;
  for (; length >= sizeof(word); length -= sizeof(word), to += sizeof(word)) *(word *)to = pattern;
  for (; length != 0; length--) *to++ = value;
}

static void copy_up(u8 *to, const u8 *from, u64 length) {
  if (((uintptr_t)to | (uintptr_t)from) % sizeof(word) == 0)
    for (; length >= sizeof(word); length -= sizeof(word)) {
      *(word *)to = *(const word *)from;
      to += sizeof(word);
      from += sizeof(word);
    }
  for (; length != 0; length--) *to++ = *from++;
}

static void copy(u8 *to, const u8 *from, u64 length) {
  if (to <= from)
    copy_up(to, from, length);
  else
    while (length-- != 0) to[length] = from[length];
}

void wasm_fill(u32 address, u32 value, u32 length) { fill(PLACE(address, 0), value, length); }

void wasm_copy(u32 to, u32 from, u32 length) { copy(PLACE(to, 0), PLACE(from, 0), length); }

void *memset(void *to, int value, unsigned long length) {
  fill(to, value, length);
  return to;
}

void *memcpy(void *to, const void *from, unsigned long length) {
  copy_up(to, from, length);
  return to;
}
