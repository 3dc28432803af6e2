/*
 * Each kind of trap there is, told as one line each: faults of a thread, told to its handler; a call
 * that there is not; the timer, by which a thread that does not stop loses its turn; and a device's
 * interrupt, while nobody runs. A line is a letter and numbers.
 */
#include "program.h"

#define NEXT_PAGE 0
#define FLAG 8
#define TEXT 16

#define HANDLER 100
#define CULPRIT 101
#define OTHER 102
#define UART_FRAME 103
#define MIDDLE 104
#define LEAF 105
#define BELL 106
#define FIRST_INTERRUPT (ROOT_DOMAIN_SLOT + 1)
#define UART_INTERRUPT (FIRST_INTERRUPT + 10 - 1)
#define UART_DEVICE (FIRST_INTERRUPT + 10)
#define UART_ADDRESS 0x40000000
#define UART_ENABLE 1
#define CAN_SEND 2
#define DONE_MASK 255
#define FAULT_MASK (1 << FROM_FAULT_BIT)

.macro must
  andi t1, a0, DONE_MASK
  bnez t1, failed
.endm
.macro do number, a=0, b=0, c=0, d=0, e=0, f=0
  system_call \number, \a, \b, \c, \d, \e, \f
  must
.endm
.macro make type, slot
  li a0, ROOT_UNTYPED_SLOT
  ld a1, NEXT_PAGE(sp)
  addi t1, a1, 1
  sd t1, NEXT_PAGE(sp)
  li a2, \type
  li a3, 0
  li a4, 0
  li a5, \slot
  li t0, UNTYPED_RETYPE
  ecall
  must
.endm
.macro start slot, label
  make THREAD, \slot
  do THREAD_CONFIGURE, \slot, ROOT_CNODE_SLOT
  do THREAD_SET_DOMAIN, \slot, ROOT_DOMAIN_SLOT
  do THREAD_SET_ADDRESS_SPACE, \slot, ROOT_SPACE_SLOT
  do THREAD_SET_HANDLER, \slot, HANDLER
  do THREAD_SET_PRIORITY, \slot, PRIORITIES - 1
  go \slot, \label
  do THREAD_RESUME, \slot
.endm
/* Where a thread goes on. */
.macro go slot, label
  li a0, \slot
  li a1, 0
  la a2, \label
  li a3, 0
  mv a4, sp
  li t0, THREAD_WRITE_REGISTERS
  ecall
  must
.endm
/* The next fault: of what kind (label) and where (first word). */
.macro tell
  li a0, HANDLER
  li t0, RECEIVE
  ecall
  must
  andi t1, a0, FAULT_MASK
  beqz t1, failed
  sd a1, TEXT(sp)
  sd a2, TEXT + 8(sp)
  put 'f'
  ld t1, TEXT(sp)
  put_number t1
  ld t1, TEXT + 8(sp)
  put_number t1
  put '\n'
.endm
.macro and_reply
  li a0, 0
  li t0, REPLY
  ecall
  must
.endm

.section .text.start
.globl _start
_start:
  la sp, data
  sd a4, NEXT_PAGE(sp)
  li t0, SYSTEM_CALLS + 1000
  ecall
  addi t1, a0, -NO_SUCH_CALL
  bnez t1, failed
  put 'c'
  put '\n'

  make ENDPOINT, HANDLER
  start CULPRIT, loads
  tell
  go CULPRIT, stores
  and_reply
  tell
  go CULPRIT, jumps
  and_reply
  tell
  go CULPRIT, misleads
  and_reply
  tell
  go CULPRIT, breaks
  and_reply
  tell
  go CULPRIT, computes
  and_reply
  tell

  /* The other counts only when this one, which never calls, has lost its turn to the timer. */
  start OTHER, counts
1:
  ld t1, FLAG(sp)
  beqz t1, 1b
  put 't'
  put '\n'
  do THREAD_SUSPEND, OTHER

  /* The UART asks for attention, and nobody else runs. */
  make MIDDLE_TABLE, MIDDLE
  make LEAF_TABLE, LEAF
  do TABLE_MAP, MIDDLE, ROOT_SPACE_SLOT, 1
  do TABLE_MAP, LEAF, MIDDLE, 0
  do CNODE_MINT, ROOT_CNODE_SLOT, UART_FRAME, ROOT_CNODE_SLOT, UART_DEVICE, ALL_RIGHTS, 1
  do FRAME_MAP, UART_FRAME, LEAF, 0, READ | WRITE
  make NOTIFICATION, BELL
  do CNODE_MINT, ROOT_CNODE_SLOT, BELL + 1, ROOT_CNODE_SLOT, BELL, ALL_RIGHTS, 5
  do IRQ_BIND, UART_INTERRUPT, BELL + 1, ROOT_DOMAIN_SLOT
  do IRQ_ACKNOWLEDGE, UART_INTERRUPT
  li t1, UART_ADDRESS
  li t2, CAN_SEND
  sb t2, UART_ENABLE(t1)
  li a0, BELL
  li t0, WAIT
  ecall
  must
  srli t1, a0, BADGE_BIT
  sd t1, TEXT(sp)
  put 'i'
  ld t1, TEXT(sp)
  put_number t1
  put '\n'
  end_run 7

failed:
  put_number a0
  end_run 9

loads:
  li t1, 0x123000
  ld t1, 8(t1)
stores:
  la t1, _start
  sd t1, 0(t1)
jumps:
  li t1, 0x7654000
  jr t1
misleads:
  csrr t1, mstatus
breaks:
  ebreak
computes: /* no floating point is there */
  .word 0x00007053

counts:
  ld t1, FLAG(sp)
  addi t1, t1, 1
  sd t1, FLAG(sp)
  j counts

.data
.balign 16
data:
  .fill 64
