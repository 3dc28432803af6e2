// A ring of bytes with one writer and one reader.
#include "corpus.h"

#define SIZE 64
static struct {
  u32 head, tail;
  u8 bytes[SIZE];
} ring;

// try: used()
EXPORT(used) u32 used(void) { return ring.head - ring.tail; }

// try: put(word)
EXPORT(put) u32 put(u32 byte) {
  if (used() == SIZE) return 0;
  ring.bytes[ring.head++ % SIZE] = (u8)byte;
  return 1;
}

// try: take()
EXPORT(take) s32 take(void) {
  if (ring.head == ring.tail) return -1;
  return ring.bytes[ring.tail++ % SIZE];
}

// try: write(bytes, below 80)
EXPORT(write) u32 write(const u8 *from, u32 length) {
  u32 room = SIZE - used();
  if (length > room) length = room;
  for (u32 at = 0; at < length; at++) ring.bytes[(ring.head + at) % SIZE] = from[at];
  ring.head += length;
  return length;
}

// try: read(bytes, below 80)
EXPORT(read) u32 read(u8 *to, u32 length) {
  u32 held = ring.head - ring.tail;
  if (length > held) length = held;
  for (u32 at = 0; at < length; at++) to[at] = ring.bytes[(ring.tail + at) % SIZE];
  ring.tail += length;
  return length;
}
