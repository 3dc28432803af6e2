// A connection's states by a switch, and frames byte by byte.
#include "corpus.h"

enum state { CLOSED, LISTENING, OPENING, OPEN, CLOSING, WAITING, LAST };
enum event { LISTEN, CONNECT, ACCEPT, FINISH, RESET, TIMEOUT };

// try: follow(below 8, below 7)
EXPORT(follow) u32 follow(u32 state, u32 event) {
  if (event == RESET) return CLOSED;
  switch (state) {
    case CLOSED: return event == LISTEN ? LISTENING : event == CONNECT ? OPENING : CLOSED;
    case LISTENING: return event == CONNECT ? OPENING : LISTENING;
    case OPENING: return event == ACCEPT ? OPEN : event == TIMEOUT ? CLOSED : OPENING;
    case OPEN: return event == FINISH ? CLOSING : OPEN;
    case CLOSING: return event == ACCEPT ? WAITING : event == FINISH ? LAST : CLOSING;
    case WAITING: return event == TIMEOUT ? CLOSED : WAITING;
    case LAST: return event == ACCEPT ? CLOSED : LAST;
    default: return CLOSED;
  }
}

static struct {
  u8 state, length, at, sum;
  u8 frame[16];
} receiver;

// try: receive(below 256)
EXPORT(receive) u32 receive(u32 byte) {
  switch (receiver.state) {
    case 0:
      if (byte == 0x7e) receiver.state = 1;
      return 0;
    case 1:
      receiver.length = (u8)(byte & 15);
      receiver.at = receiver.sum = 0;
      receiver.state = receiver.length > 0 ? 2 : 3;
      return 0;
    case 2:
      receiver.frame[receiver.at & 15] = (u8)byte;
      receiver.sum = (u8)(receiver.sum + byte);
      if (++receiver.at >= receiver.length) receiver.state = 3;
      return 0;
    default:
      receiver.state = 0;
      return receiver.sum == (u8)byte ? 1 : 2;
  }
}
