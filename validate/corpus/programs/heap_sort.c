// Heap sort: sifting down, and the whole.
#include "corpus.h"

// try: sift_down(bytes, below 20, below 40)
EXPORT(sift_down) void sift_down(u32 *heap, u32 root, u32 count) {
  for (;;) {
    u32 child = 2 * root + 1;
    if (child >= count) return;
    if (child + 1 < count && heap[child + 1] > heap[child]) child++;
    if (heap[root] >= heap[child]) return;
    u32 value = heap[root];
    heap[root] = heap[child];
    heap[child] = value;
    root = child;
  }
}

// try: heap_sort(bytes, below 60)
EXPORT(heap_sort) void heap_sort(u32 *values, u32 count) {
  for (u32 root = count / 2; root-- > 0;) sift_down(values, root, count);
  for (u32 last = count; last-- > 1;) {
    u32 value = values[0];
    values[0] = values[last];
    values[last] = value;
    sift_down(values, 0, last);
  }
}
