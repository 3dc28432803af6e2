/*
 * Waits for a tick of the clock to the instruction, where an instruction takes a nanosecond (QEMU's
 * -icount shift=0) and a tick 100 of them.
 *
 * First it looks for the edge of a tick as with a vernier scale: the clock is read once in 99
 * instructions, so each reading is one instruction earlier in its tick than the one before; when two
 * readings are of one tick, the first was at its very beginning. From there on it reads once in 100
 * instructions, always at the same place in the tick, until the tick has come. It does not sleep: how
 * a machine wakes is not known to the instruction. Elsewhere the edge is given up after as many
 * readings, and the wait ends when it may.
 */
#include "numbers.h"
#define CLINT_TIME 0x200bff8
#define READINGS_MAX 128

.section .text
.globl await_tick
await_tick: /* a0: the tick */
  li a1, CLINT_TIME
  li a2, READINGS_MAX
  ld a3, 0(a1)
  .rept 3 /* as far as from any other reading to the next */
  nop
  .endr
1:
  .rept 94
  nop
  .endr
  mv a4, a3
  ld a3, 0(a1)
  addi a2, a2, -1
  beqz a2, 2f
  bne a3, a4, 1b
2:
  .rept 98
  nop
  .endr
  ld a3, 0(a1)
  bltu a3, a0, 2b
  ret
