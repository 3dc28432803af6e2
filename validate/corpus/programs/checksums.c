// Adler-32, Fletcher-16 and the checksum of the internet protocol.
#include "corpus.h"

// try: adler32(bytes, below 300)
EXPORT(adler32) u32 adler32(const u8 *bytes, u32 length) {
  u32 a = 1, b = 0;
  for (u32 at = 0; at < length; at++) {
    a = (a + bytes[at]) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

// try: fletcher16(bytes, below 300)
EXPORT(fletcher16) u32 fletcher16(const u8 *bytes, u32 length) {
  u32 first = 0, second = 0;
  while (length > 0) {
    u32 block = length > 20 ? 20 : length;
    length -= block;
    do {
      first += *bytes++;
      second += first;
    } while (--block > 0);
    first = (first & 0xff) + (first >> 8);
    second = (second & 0xff) + (second >> 8);
  }
  return second << 8 | first;
}

// try: internet(bytes, below 100)
EXPORT(internet) u32 internet(const u8 *bytes, u32 length) {
  u32 sum = 0;
  for (; length > 1; length -= 2, bytes += 2) sum += (u32)(bytes[0] << 8 | bytes[1]);
  if (length > 0) sum += (u32)(bytes[0] << 8);
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

// try: parity_of(bytes, below 60)
EXPORT(parity_of) u32 parity_of(const u8 *bytes, u32 length) {
  u8 parity = 0;
  for (u32 at = 0; at < length; at++) parity ^= bytes[at];
  return parity;
}
