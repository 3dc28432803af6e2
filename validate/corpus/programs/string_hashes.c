// Hashes of strings that end with a zero.
#include "corpus.h"

// try: djb2(text abcdefgh)
EXPORT(djb2) u32 djb2(const u8 *text) {
  u32 hash = 5381;
  for (u8 letter; (letter = *text++) != 0;) hash = (hash << 5) + hash + letter;
  return hash;
}

// try: sdbm(text abcdefgh)
EXPORT(sdbm) u32 sdbm(const u8 *text) {
  u32 hash = 0;
  while (*text != 0) hash = *text++ + (hash << 6) + (hash << 16) - hash;
  return hash;
}

// try: elf_hash(text abcdefghxyz)
EXPORT(elf_hash) u32 elf_hash(const u8 *text) {
  u32 hash = 0;
  while (*text) {
    hash = (hash << 4) + *text++;
    u32 high = hash & 0xf0000000;
    if (high) hash ^= high >> 24;
    hash &= ~high;
  }
  return hash;
}
