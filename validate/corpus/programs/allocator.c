// Blocks of one size from a free list, and a stack of bytes.
#include "corpus.h"

static struct block {
  struct block *next;
  u8 rest[12];
} blocks[16];
static struct block *free_blocks;
static u32 fresh, top;
static u8 arena[512];

// try: allocate()
EXPORT(allocate) void *allocate(void) {
  struct block *block = free_blocks;
  if (block) free_blocks = block->next;
  else if (fresh < 16) block = &blocks[fresh++];
  return block;
}

// try: release(below 16)
EXPORT(release) void release(u32 index) {
  struct block *block = &blocks[index & 15];
  for (struct block *other = free_blocks; other; other = other->next)
    if (other == block) return;
  block->next = free_blocks;
  free_blocks = block;
}

// try: carve(below 60, below 4)
EXPORT(carve) void *carve(u32 size, u32 alignment_bits) {
  u32 mask = (1u << (alignment_bits & 3)) - 1;
  u32 start = (top + mask) & ~mask;
  if (start + size > sizeof arena || start + size < size) return 0;
  top = start + size;
  return arena + start;
}

// try: forget()
EXPORT(forget) void forget(void) { top = 0; }
