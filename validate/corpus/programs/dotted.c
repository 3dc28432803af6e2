// Dotted addresses of the internet: parsing, printing, networks.
#include "corpus.h"

// try: parse_address(text 0125.)
EXPORT(parse_address) u64 parse_address(const u8 *text) {
  u32 address = 0;
  for (int part = 0; part < 4; part++) {
    u32 value = 0, digits = 0;
    for (; *text >= '0' && *text <= '9'; text++, digits++) {
      value = value * 10 + (*text - '0');
      if (value > 255) return ~0ull;
    }
    if (digits == 0) return ~0ull;
    address = address << 8 | value;
    if (part < 3 && *text++ != '.') return ~0ull;
  }
  return *text ? ~0ull : address;
}

// try: print_address(bytes, word)
EXPORT(print_address) u32 print_address(u8 *to, u32 address) {
  u8 *start = to;
  for (int shift = 24; shift >= 0; shift -= 8) {
    u32 part = address >> shift & 255;
    if (part >= 100) *to++ = (u8)('0' + part / 100);
    if (part >= 10) *to++ = (u8)('0' + part / 10 % 10);
    *to++ = (u8)('0' + part % 10);
    if (shift > 0) *to++ = '.';
  }
  return (u32)(to - start);
}

// try: in_network(word, word, below 33)
EXPORT(in_network) u32 in_network(u32 address, u32 network, u32 bits) {
  u32 mask = bits == 0 ? 0 : ~0u << (32 - bits);
  return ((address ^ network) & mask) == 0;
}
