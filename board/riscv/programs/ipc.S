/*
 * How many instructions the kernel takes for what threads do with each other, counted by the board's
 * own counter (minstret, which this build lets user mode read). Each line is a name and a number:
 * instructions from the trap's first to mret, both included, none of user mode's. The counter is
 * read before the call and after it, so what lies between besides the kernel is known: the reading
 * and the call themselves, and where it is said below a store.
 *
 * Data at sp. All threads have one capability space and, but the far server, one address space.
 */
#include "program.h"

#define NEXT_PAGE 0
#define BEFORE 8
#define RESULT 16
#define ROUNDS 24
#define ENDPOINT_SLOT 32
#define HEARD 40
#define TEXT 48
#define RETURN 56

/* Slots. */
#define NEAR_SERVER 100
#define NEAR_ENDPOINT 101
#define FAR_SERVER 102
#define FAR_ENDPOINT 103
#define RECEIVER 104
#define MAILBOX 105
#define WAITER 106
#define NOTIFICATION_OBJECT 107
#define BADGED_NOTIFICATION 108
#define PARTNER 109
#define QUIET_NOTIFICATION 110
#define CODE_FRAME 111
#define CODE_FRAME_HERE 112
#define CODE_FRAME_THERE 113
#define MIDDLE_HERE 114
#define LEAF_HERE 115
#define ROOT_THERE 116
#define MIDDLE_THERE 117
#define LEAF_THERE 118
#define SPARE_FRAME 119
#define SPARE_FRAME_HERE 120

/* Where the far server's code is written: behind 1 GiB, which is the second entry of the root. */
#define COPY_ADDRESS 0x40000000
#define LEAF_ENTRY (IMAGE_ADDRESS >> 12)
#define HIGHEST (PRIORITIES - 1)
#define DONE_MASK 255

.macro must /* the call is done */
  andi t1, a0, DONE_MASK
  bnez t1, failed
.endm

.macro make type, slot
  li a0, ROOT_UNTYPED_SLOT
  ld a1, NEXT_PAGE(sp)
  li a2, \type
  li a3, 0
  li a4, 0
  li a5, \slot
  addi t1, a1, 1
  sd t1, NEXT_PAGE(sp)
  li t0, UNTYPED_RETYPE
  ecall
  must
.endm

.macro do number, a=0, b=0, c=0, d=0, e=0, f=0
  system_call \number, \a, \b, \c, \d, \e, \f
  must
.endm

.macro start slot, label, space, priority
  make THREAD, \slot
  do THREAD_CONFIGURE, \slot, ROOT_CNODE_SLOT
  do THREAD_SET_DOMAIN, \slot, ROOT_DOMAIN_SLOT
  do THREAD_SET_ADDRESS_SPACE, \slot, \space
  do THREAD_SET_PRIORITY, \slot, \priority
  li a0, \slot
  li a1, 0
  la a2, \label
  li a3, 0
  mv a4, sp
  li t0, THREAD_WRITE_REGISTERS
  ecall
  must
  do THREAD_RESUME, \slot
.endm

/* A line: a name, and a register less the instructions that were not the kernel's. */
.macro report name, register, between
  addi t1, \register, -(\between)
  sd t1, RESULT(sp)
  .pushsection .data
9:
  .asciz "\name "
  .popsection
  la t1, 9b
  sd t1, TEXT(sp)
  call say
.endm

/* A call between two readings of the counter, and a store. */
.macro measure_call name, number, a=0, b=0, c=0, d=0
  li a0, \a
  li a1, \b
  li a2, \c
  li a3, \d
  li t0, \number
  rdinstret t1
  sd t1, BEFORE(sp)
  ecall
  rdinstret t1
  ld t2, BEFORE(sp)
  sub t1, t1, t2
  sd t1, RESULT(sp)
  must
  ld t1, RESULT(sp)
  report \name, t1, 3
.endm

.section .text.start
.globl _start
_start:
  rdinstret t1
  la sp, data
  sd a4, NEXT_PAGE(sp)
  report boot, t1, 0

  /* A server in the same address space. */
  make ENDPOINT, NEAR_ENDPOINT
  start NEAR_SERVER, near_server, ROOT_SPACE_SLOT, HIGHEST
  system_call YIELD
  li a0, NEAR_ENDPOINT
  call round_trips
  report near_call, a2, 2
  ld t1, BEFORE(sp)
  report near_reply, t1, 2

  call make_far_space
  start FAR_SERVER, IMAGE_ADDRESS, ROOT_THERE, HIGHEST
  system_call YIELD
  li a0, FAR_ENDPOINT
  call round_trips
  report far_call, a2, 2
  ld t1, BEFORE(sp)
  report far_reply, t1, 2
  j others

/* Several round trips; of the last: a2 the call's way, BEFORE the reply's. */
round_trips:
  sd ra, RESULT(sp)
  sd a0, ENDPOINT_SLOT(sp)
  li t1, 8
  sd t1, ROUNDS(sp)
1:
  ld a0, ENDPOINT_SLOT(sp)
  li a1, 1
  li t0, CALL
  rdinstret a2
  ecall
  rdinstret t1
  sub t1, t1, a3
  sd t1, BEFORE(sp)
  must
  ld t1, ROUNDS(sp)
  addi t1, t1, -1
  sd t1, ROUNDS(sp)
  bnez t1, 1b
  ld ra, RESULT(sp)
  ret

/* A server: what it says is how long the call's way was, and when it began to reply. */
.macro server endpoint
1:
  li a0, \endpoint
  li a1, 0
  mv a2, t1
  li t0, REPLY_RECEIVE
  rdinstret a3
  ecall
  rdinstret t1
  sub t1, t1, a2
  j 1b
.endm

near_server:
  server NEAR_ENDPOINT
far_server:
  server FAR_ENDPOINT
far_server_end:

/* Another address space, with one page: the far server's code. */
make_far_space:
  sd ra, RESULT(sp)
  make ENDPOINT, FAR_ENDPOINT
  make MIDDLE_TABLE, MIDDLE_HERE
  make LEAF_TABLE, LEAF_HERE
  do TABLE_MAP, MIDDLE_HERE, ROOT_SPACE_SLOT, 1
  do TABLE_MAP, LEAF_HERE, MIDDLE_HERE, 0
  make FRAME, CODE_FRAME
  do CNODE_MINT, ROOT_CNODE_SLOT, CODE_FRAME_HERE, ROOT_CNODE_SLOT, CODE_FRAME, ALL_RIGHTS, 1
  do CNODE_MINT, ROOT_CNODE_SLOT, CODE_FRAME_THERE, ROOT_CNODE_SLOT, CODE_FRAME, ALL_RIGHTS, 2
  do FRAME_MAP, CODE_FRAME_HERE, LEAF_HERE, 0, READ | WRITE
  li t1, COPY_ADDRESS
  la t2, far_server
  la t3, far_server_end
1:
  lh t4, 0(t2)
  sh t4, 0(t1)
  addi t1, t1, 2
  addi t2, t2, 2
  bltu t2, t3, 1b
  make ROOT_TABLE, ROOT_THERE
  make MIDDLE_TABLE, MIDDLE_THERE
  make LEAF_TABLE, LEAF_THERE
  do TABLE_MAP, MIDDLE_THERE, ROOT_THERE, 0
  do TABLE_MAP, LEAF_THERE, MIDDLE_THERE, 0
  do FRAME_MAP, CODE_FRAME_THERE, LEAF_THERE, LEAF_ENTRY, READ | EXECUTE
  ld ra, RESULT(sp)
  ret

others:
  make FRAME, SPARE_FRAME
  do CNODE_MINT, ROOT_CNODE_SLOT, SPARE_FRAME_HERE, ROOT_CNODE_SLOT, SPARE_FRAME, ALL_RIGHTS, 1
  measure_call page_map, FRAME_MAP, SPARE_FRAME_HERE, LEAF_HERE, 1, READ | WRITE
  measure_call page_unmap, FRAME_UNMAP, SPARE_FRAME_HERE
  make NOTIFICATION, QUIET_NOTIFICATION
  measure_call signal_unheard, SIGNAL, QUIET_NOTIFICATION

  /* From here on others are more important, and run as soon as they can. */
  do THREAD_SET_PRIORITY, ROOT_THREAD_SLOT, HIGHEST - 1
  make ENDPOINT, MAILBOX
  start RECEIVER, receiver, ROOT_SPACE_SLOT, HIGHEST - 1
  system_call YIELD
  do THREAD_SET_PRIORITY, ROOT_THREAD_SLOT, HIGHEST - 2
  li a0, MAILBOX
  li a1, 1
  li t0, SEND
  rdinstret a2
  ecall
  must
  ld t1, HEARD(sp)
  report send, t1, 2

  make NOTIFICATION, NOTIFICATION_OBJECT
  do CNODE_MINT, ROOT_CNODE_SLOT, BADGED_NOTIFICATION, ROOT_CNODE_SLOT, NOTIFICATION_OBJECT, WRITE, 1
  start WAITER, waiter, ROOT_SPACE_SLOT, HIGHEST - 2
  system_call YIELD
  do THREAD_SET_PRIORITY, ROOT_THREAD_SLOT, HIGHEST - 3
  li a0, BADGED_NOTIFICATION
  li t0, SIGNAL
  call count_and_call
  must
  ld t1, HEARD(sp)
  report signal, t1, 4

  start PARTNER, partner, ROOT_SPACE_SLOT, HIGHEST - 3
  system_call YIELD
  li t0, YIELD
  call count_and_call
  ld t1, HEARD(sp)
  report thread_switch, t1, 4
  end_run 7

failed:
  mv a1, a0
  li a0, MACHINE_NUMBER
  li t0, MACHINE_CALL
  ecall
  end_run 9

say:
  sd ra, RETURN(sp)
1:
  ld t1, TEXT(sp)
  lbu a1, 0(t1)
  beqz a1, 2f
  addi t1, t1, 1
  sd t1, TEXT(sp)
  li a0, MACHINE_PUT
  li t0, MACHINE_CALL
  ecall
  j 1b
2:
  ld t1, RESULT(sp)
  put_number t1
  put '\n'
  ld ra, RETURN(sp)
  ret

/* The counter is in memory for who hears of the call: four instructions lie between. */
count_and_call:
  sd ra, RESULT(sp)
  rdinstret t1
  sd t1, BEFORE(sp)
  ecall
  ld ra, RESULT(sp)
  ret

receiver:
  li a0, MAILBOX
  li t0, RECEIVE
  ecall
  rdinstret t1
  sub t1, t1, a2
  sd t1, HEARD(sp)
  j receiver

.macro hear
  rdinstret t1
  ld t2, BEFORE(sp)
  sub t1, t1, t2
  sd t1, HEARD(sp)
.endm

waiter:
  li a0, NOTIFICATION_OBJECT
  li t0, WAIT
  ecall
  hear
  j waiter

partner:
  li t0, YIELD
  ecall
  hear
  j partner

.data
.balign 16
data:
  .fill 64
