// A stack machine: its instructions in memory, a jump for each.
#include "corpus.h"

// try: name_length(below 16)
EXPORT(name_length) u32 name_length(u32 code) {
  switch (code) {
    case 0: return 4;
    case 1: return 3;
    case 2: return 8;
    case 3: return 8;
    case 4: return 3;
    case 5: return 2;
    case 6: return 3;
    case 7: return 9;
    case 8: return 11;
    default: return 0;
  }
}

static u32 stack[16];

// try: run(bytes, below 40)
EXPORT(run) u32 run(const u8 *code, u32 steps) {
  u32 top = 0, at = 0;
  for (; steps > 0; steps--) {
    u32 op = code[at++ & 255];
    u32 a = stack[top & 15], b = stack[(top - 1) & 15];
    switch (op & 15) {
      case 0: return a;
      case 1: stack[++top & 15] = op >> 4; break;
      case 2: stack[--top & 15] = b + a; break;
      case 3: stack[--top & 15] = b - a; break;
      case 4: stack[--top & 15] = b * a; break;
      case 5: stack[--top & 15] = b & a; break;
      case 6: stack[--top & 15] = b ^ a; break;
      case 7: stack[++top & 15] = a; break;
      case 8:
        if (a == 0) at += op >> 4;
        top--;
        break;
      case 9: stack[top & 15] = ~a; break;
      case 10: stack[top & 15] = a << (op >> 4); break;
      case 11: stack[top & 15] = a >> (op >> 4); break;
      default: stack[top & 15] = a + 1;
    }
  }
  return stack[top & 15];
}
