/*
 * Into the kernel and out of it. While a thread runs, mscratch is the address of its page; while the
 * kernel runs it is where linear memory begins, so that a trap of the kernel's own, which is a defect,
 * ends in a panic and not in a loop.
 *
 * A system call keeps pc and sp; an interrupt or a fault keeps all. Who runs next gets all of its
 * registers from its page: so what a call does not keep comes back as the kernel last kept it, the
 * thread's own old value and nobody else's.
 */
#include "numbers.h"
#define X(register) (THREAD_REGISTERS + 8 * (register))
#define ENVIRONMENT_CALL_FROM_U 8

.section .text.machine, "ax"
.globl boot, trap_entry, trap_exit, round_place
.option norelax
.option norvc

/*
 * gp: linear memory; tp: the kernel's words, and behind them PageInfo. This by a few bytes more, as C
 * knows (wasm.h): one instruction makes a round distance from a round place, and this one follows it.
 */
#define KERNEL_WORDS_BIAS 4
#define ROUND_PLACE (RAM_BASE + PAGE_BYTES)
.macro point_at_memory_from_round_place
  auipc gp, (LINEAR_MEMORY - ROUND_PLACE) >> PAGE_BITS
  auipc tp, (LINEAR_MEMORY + KERNEL - ROUND_PLACE) >> PAGE_BITS
.endm
.macro point_at_memory
  lui gp, %hi(LINEAR_MEMORY)
  zext.w gp, gp
  li tp, KERNEL + KERNEL_WORDS_BIAS
  add tp, tp, gp
.endm
.macro kernel_stack
  addi sp, gp, -CALLS_BYTES
.endm

/* QEMU starts every hart here. The first one clears what C expects to be zero, and nothing else. */
boot:
  csrr t0, mhartid
  beqz t0, first_hart
other_hart:
  wfi
  j other_hart
first_hart:
  point_at_memory
  kernel_stack
  csrw mscratch, gp
  la t0, bss_start
  la t1, bss_end
1:
  bgeu t0, t1, 2f
  sd zero, 0(t0)
  addi t0, t0, 8
  j 1b
2:
  la t0, trap_entry
  csrw mtvec, t0
  call machine_start
  j trap_exit

.org PAGE_BYTES - 4 * 8
trap_entry:
  csrrw t1, mscratch, t1
  sd sp, X(2)(t1)
  csrr sp, mcause
  addi sp, sp, -ENVIRONMENT_CALL_FROM_U
  bnez sp, other_trap
  csrr sp, mepc
  addi sp, sp, 4
  sd sp, X(PC)(t1)
round_place:
  point_at_memory_from_round_place
  csrw mscratch, gp
  kernel_stack
  li t1, SYSTEM_CALLS
  bgeu t0, t1, unknown_call
  sh3add t0, t0, gp
  ld t0, -CALLS_BYTES(t0)
  jalr t0

/*
 * Whoever runs next is read as reserved: so no store conditional finds a reservation that another
 * thread has made. It costs nothing, since a page's number has no sign.
 */
.if KERNEL_CURRENT - KERNEL_WORDS_BIAS
  .error "the page of the running thread must be where tp points"
.endif
trap_exit:
  lr.w t0, (tp)
  beqz t0, idle
  slli t0, t0, PAGE_BITS
  add sp, gp, t0
  csrw mscratch, sp
  ld t0, X(PC)(sp)
  csrw mepc, t0
.irp register, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 2
  ld x\register, X(\register)(sp)
.endr
  mret

unknown_call:
  mv a2, t0
  la ra, trap_exit
  tail machine_unknown_call

idle:
  la ra, trap_exit
  tail machine_idle

other_trap:
.irp register, 1, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
  sd x\register, X(\register)(t1)
.endr
  point_at_memory
  csrrw t0, mscratch, gp
  sd t0, X(6)(t1)
  csrr a0, mcause
  csrr a1, mepc
  csrr a2, mtval
  sd a1, X(PC)(t1)
  kernel_stack
  la ra, trap_exit
  tail machine_trap
