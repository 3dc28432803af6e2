// A heap with the least on top.
#include "corpus.h"

static u32 heap[64], count;

// try: enqueue(word)
EXPORT(enqueue) u32 enqueue(u32 value) {
  if (count >= 64) return 0;
  u32 at = count++;
  while (at > 0) {
    u32 parent = (at - 1) / 2;
    if (heap[parent] <= value) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = value;
  return 1;
}

// try: dequeue()
EXPORT(dequeue) u32 dequeue(void) {
  if (count == 0) return ~0u;
  u32 least = heap[0], last = heap[--count], at = 0;
  for (u32 child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && heap[child + 1] < heap[child]) child++;
    if (heap[child] >= last) break;
    heap[at] = heap[child];
  }
  heap[at] = last;
  return least;
}

// try: peek()
EXPORT(peek) u32 peek(void) { return count > 0 ? heap[0] : ~0u; }
