/*
 * Into the kernel and out of it. While a thread runs, mscratch is the address of its page; while the
 * kernel runs it is where linear memory begins, so that a trap of the kernel's own, which is a defect,
 * ends in a panic and not in a loop.
 *
 * A system call keeps pc and sp (and t1, which is needed to see what it is); an interrupt or a fault
 * keeps all. Who runs next gets all of its registers from its page: so what a call does not keep comes
 * back as the kernel last kept it, the thread's own old value and nobody else's.
 */
#include "numbers.h"
#define X(register) (THREAD_REGISTERS + 8 * (register))
#define ENVIRONMENT_CALL_FROM_U 8

.option norelax
.section .text.trap, "ax"
.globl trap_entry, trap_exit

.macro enter_kernel /* gp: linear memory; tp: the kernel's words; sp: the stack */
  lui gp, %hi(LINEAR_MEMORY)
  zext.w gp, gp
  lui tp, %hi(KERNEL)
  add tp, tp, gp
.endm

.balign 4
trap_entry:
  csrrw sp, mscratch, sp
  sd t1, X(6)(sp)
  csrr t1, mcause
  addi t1, t1, -ENVIRONMENT_CALL_FROM_U
  bnez t1, other_trap
  csrr t1, mepc
  addi t1, t1, 4
  sd t1, X(PC)(sp)
  enter_kernel
  csrrw t1, mscratch, gp
  sd t1, X(2)(sp)
  addi sp, gp, -CALLS_BYTES
  li t1, SYSTEM_CALLS
  bgeu t0, t1, unknown_call
  sh3add t0, t0, gp
  ld t0, -CALLS_BYTES(t0)
  jalr t0

trap_exit:
  lwu t0, KERNEL_CURRENT(tp)
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
  sd x\register, X(\register)(sp)
.endr
  enter_kernel
  csrr a0, mcause
  csrr a1, mepc
  csrr a2, mtval
  sd a1, X(PC)(sp)
  csrrw t1, mscratch, gp
  sd t1, X(2)(sp)
  addi sp, gp, -CALLS_BYTES
  la ra, trap_exit
  tail machine_trap

/* QEMU starts every hart here. The first one clears what C expects to be zero, and nothing else. */
.section .text.boot, "ax"
.globl boot
boot:
  csrr t0, mhartid
  beqz t0, first_hart
other_hart:
  wfi
  j other_hart
first_hart:
  enter_kernel
  addi sp, gp, -CALLS_BYTES
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
