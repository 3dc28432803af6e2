// FNV-1a of 32 and of 64 bits.
#include "corpus.h"

// try: fnv32(bytes, below 100)
EXPORT(fnv32) u32 fnv32(const u8 *bytes, u32 length) {
  u32 hash = 0x811c9dc5;
  for (u32 at = 0; at < length; at++) hash = (hash ^ bytes[at]) * 0x01000193;
  return hash;
}

// try: fnv64(bytes, below 100)
EXPORT(fnv64) u64 fnv64(const u8 *bytes, u32 length) {
  u64 hash = 0xcbf29ce484222325;
  for (u32 at = 0; at < length; at++) hash = (hash ^ bytes[at]) * 0x100000001b3;
  return hash;
}

// try: fold(word)
EXPORT(fold) u32 fold(u64 hash) { return (u32)(hash >> 32) ^ (u32)hash; }
