/*
 * Finds the edge of the clock's tick to the instruction, where an instruction takes a nanosecond
 * (QEMU's -icount shift=0) and a tick of the clock 100 of them. As with a vernier scale: the clock is
 * read once in 99 instructions, so each reading is one instruction earlier in its tick than the one
 * before; when two readings are of one tick, the first was at its very beginning.
 *
 * Elsewhere it ends after as many readings, and has found nothing.
 */
#include "numbers.h"
#define READINGS_MAX 128

.section .text
.globl align_clock
align_clock:
  li a0, 0x200bff8
  li a1, READINGS_MAX
  ld a2, 0(a0)
1:
  .rept 94
  nop
  .endr
  mv a3, a2
  ld a2, 0(a0)
  addi a1, a1, -1
  beqz a1, 2f
  bne a2, a3, 1b
2:
  ret
