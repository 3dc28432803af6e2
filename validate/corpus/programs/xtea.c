// XTEA: a block one way and back.
#include "corpus.h"

// try: encipher(bytes, bytes)
EXPORT(encipher) void encipher(u32 *block, const u32 *key) {
  u32 left = block[0], right = block[1], sum = 0;
  for (int round = 0; round < 32; round++) {
    left += ((right << 4 ^ right >> 5) + right) ^ (sum + key[sum & 3]);
    sum += 0x9e3779b9;
    right += ((left << 4 ^ left >> 5) + left) ^ (sum + key[sum >> 11 & 3]);
  }
  block[0] = left;
  block[1] = right;
}

// try: decipher(bytes, bytes)
EXPORT(decipher) void decipher(u32 *block, const u32 *key) {
  u32 left = block[0], right = block[1], sum = 0x9e3779b9u * 32;
  for (int round = 0; round < 32; round++) {
    right -= ((left << 4 ^ left >> 5) + left) ^ (sum + key[sum >> 11 & 3]);
    sum -= 0x9e3779b9;
    left -= ((right << 4 ^ right >> 5) + right) ^ (sum + key[sum & 3]);
  }
  block[0] = left;
  block[1] = right;
}
