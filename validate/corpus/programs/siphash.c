// SipHash-2-4 with its state in memory.
#include "corpus.h"

#define ROTATED(x, by) ((x) << (by) | (x) >> (64 - (by)))

// try: sip_round(bytes)
EXPORT(sip_round) void sip_round(u64 *v) {
  v[0] += v[1]; v[1] = ROTATED(v[1], 13) ^ v[0]; v[0] = ROTATED(v[0], 32);
  v[2] += v[3]; v[3] = ROTATED(v[3], 16) ^ v[2];
  v[0] += v[3]; v[3] = ROTATED(v[3], 21) ^ v[0];
  v[2] += v[1]; v[1] = ROTATED(v[1], 17) ^ v[2]; v[2] = ROTATED(v[2], 32);
}

// try: sip_word(bytes, word)
EXPORT(sip_word) void sip_word(u64 *v, u64 word) {
  v[3] ^= word;
  sip_round(v);
  sip_round(v);
  v[0] ^= word;
}

// try: siphash(bytes, bytes, below 40)
EXPORT(siphash) u64 siphash(const u64 *key, const u8 *bytes, u32 length) {
  u64 v[4] = {key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d,
              key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573};
  u64 last = (u64)length << 56;
  u32 whole = length & ~7u;
  for (u32 at = 0; at < whole; at += 8) {
    u64 word = 0;
    for (int byte = 0; byte < 8; byte++) word |= (u64)bytes[at + byte] << 8 * byte;
    sip_word(v, word);
  }
  for (u32 at = whole; at < length; at++) last |= (u64)bytes[at] << 8 * (at - whole);
  sip_word(v, last);
  v[2] ^= 0xff;
  for (int round = 0; round < 4; round++) sip_round(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}
