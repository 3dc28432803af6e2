// A table with open addressing.
#include "corpus.h"

#define SIZE 64
static struct entry {
  u32 key, value;
} entries[SIZE];
static u32 held;

static u32 place_of(u32 key) { return key * 2654435761u >> 26; }

// try: insert(below 50, word)
EXPORT(insert) u32 insert(u32 key, u32 value) {
  if (key == 0) return 0;
  u32 at = place_of(key);
  for (u32 probe = 0; probe < SIZE; probe++, at = (at + 1) % SIZE) {
    if (entries[at].key == key) break;
    if (entries[at].key == 0) {
      entries[at].key = key;
      held++;
      break;
    }
    if (probe == SIZE - 1) return 0;
  }
  entries[at].value = value;
  return 1;
}

// try: lookup(below 50)
EXPORT(lookup) u64 lookup(u32 key) {
  u32 at = place_of(key);
  for (u32 probe = 0; probe < SIZE; probe++) {
    struct entry *entry = &entries[(at + probe) % SIZE];
    if (entry->key == key && key != 0) return 1ull << 32 | entry->value;
    if (entry->key == 0) break;
  }
  return 0;
}

// try: count_held()
EXPORT(count_held) u32 count_held(void) { return held; }
