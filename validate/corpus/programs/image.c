// Pictures of bytes: blurring, thresholds, flipping.
#include "corpus.h"

// try: blur(bytes, bytes, below 9, below 9)
EXPORT(blur) void blur(u8 *to, const u8 *from, u32 width, u32 height) {
  for (u32 y = 1; y + 1 < height; y++)
    for (u32 x = 1; x + 1 < width; x++) {
      u32 sum = 0;
      for (s32 dy = -1; dy <= 1; dy++)
        for (s32 dx = -1; dx <= 1; dx++)
          sum += from[(y + (u32)dy) * width + x + (u32)dx];
      to[y * width + x] = (u8)(sum / 9);
    }
}

// try: threshold(bytes, below 100, word)
EXPORT(threshold) u32 threshold(u8 *pixels, u32 count, u32 limit) {
  u32 bright = 0;
  for (u32 at = 0; at < count; at++) {
    pixels[at] = pixels[at] > (u8)limit ? 255 : 0;
    bright += pixels[at] & 1;
  }
  return bright;
}

// try: flip(bytes, below 12, below 12)
EXPORT(flip) void flip(u8 *pixels, u32 width, u32 height) {
  for (u32 y = 0; y < height; y++, pixels += width)
    for (u32 x = 0; x < width / 2; x++) {
      u8 left = pixels[x];
      pixels[x] = pixels[width - 1 - x];
      pixels[width - 1 - x] = left;
    }
}

// try: gray_of(word)
EXPORT(gray_of) u32 gray_of(u32 color) {
  return (77 * (color >> 16 & 255) + 150 * (color >> 8 & 255) + 29 * (color & 255)) >> 8;
}
