// Shortest ways between eight places, and ways through a grid.
#include "corpus.h"

static u32 distances[8][8];

// try: set_distance(below 8, below 8, below 100)
EXPORT(set_distance) void set_distance(u32 from, u32 to, u32 distance) {
  distances[from & 7][to & 7] = distance;
}

// try: shortest_ways()
EXPORT(shortest_ways) void shortest_ways(void) {
  for (u32 by = 0; by < 8; by++)
    for (u32 from = 0; from < 8; from++)
      for (u32 to = 0; to < 8; to++) {
        u32 way = distances[from][by] + distances[by][to];
        if (way < distances[from][to]) distances[from][to] = way;
      }
}

// try: grid_ways(below 12, below 12)
EXPORT(grid_ways) u32 grid_ways(u32 rows, u32 columns) {
  u32 ways[12];
  if (rows > 12 || columns > 12) return 0;
  for (u32 column = 0; column < columns; column++) ways[column] = 1;
  for (u32 row = 1; row < rows; row++)
    for (u32 column = 1; column < columns; column++) ways[column] += ways[column - 1];
  return columns > 0 ? ways[columns - 1] : 0;
}
