// Conway's life on a torus of 16 by 16.
#include "corpus.h"

static u8 cells[16][16], following[16][16];

// try: toggle(below 16, below 16)
EXPORT(toggle) void toggle(u32 row, u32 column) { cells[row & 15][column & 15] ^= 1; }

// try: neighbours(below 16, below 16)
EXPORT(neighbours) u32 neighbours(u32 row, u32 column) {
  u32 living = 0;
  for (u32 down = 15; down <= 17; down++)
    for (u32 right = 15; right <= 17; right++)
      if (down != 16 || right != 16) living += cells[(row + down) & 15][(column + right) & 15];
  return living;
}

// try: step()
EXPORT(step) u32 step(void) {
  u32 population = 0;
  for (u32 row = 0; row < 16; row++)
    for (u32 column = 0; column < 16; column++) {
      u32 living = neighbours(row, column);
      following[row][column] = living == 3 || (living == 2 && cells[row][column]);
    }
  for (u32 row = 0; row < 16; row++)
    for (u32 column = 0; column < 16; column++)
      population += cells[row][column] = following[row][column];
  return population;
}
