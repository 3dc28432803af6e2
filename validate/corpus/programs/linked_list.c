// A list whose nodes lie in an array.
#include "corpus.h"

#define NONE 0xffff
struct node {
  u32 value;
  u16 next, before;
};
static struct node nodes[32];
static u16 first = NONE, used;

// try: push(word)
EXPORT(push) u32 push(u32 value) {
  if (used >= 32) return NONE;
  struct node *node = &nodes[used];
  node->value = value;
  node->next = first;
  node->before = NONE;
  if (first != NONE) nodes[first & 31].before = used;
  first = used;
  return used++;
}

// try: search(word)
EXPORT(search) u32 search(u32 value) {
  u32 left = 32;
  for (u32 at = first; at < 32 && left > 0; at = nodes[at].next, left--)
    if (nodes[at].value == value) return at;
  return NONE;
}

// try: reverse_list()
EXPORT(reverse_list) void reverse_list(void) {
  u16 done = NONE;
  u32 left = 32;
  for (u16 at = first; at < 32 && left > 0; left--) {
    u16 next = nodes[at].next;
    nodes[at].next = done;
    nodes[at].before = next;
    done = at;
    at = next;
  }
  first = done;
}

// try: sum_list()
EXPORT(sum_list) u32 sum_list(void) {
  u32 sum = 0, left = 32;
  for (u32 at = first; at < 32 && left-- > 0; at = nodes[at].next) sum += nodes[at].value;
  return sum;
}
