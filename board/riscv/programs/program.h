/*
 * For programs in assembly, as tests and measurements have them. A system call keeps pc and sp; all
 * other registers come back with what the kernel last kept of them, so what shall last is in memory
 * at sp.
 */
#include "numbers.h"

/* Of builds with machine calls: unknown-call.c. */
#define MACHINE_CALL 0x6d616368
#define MACHINE_PUT 0
#define MACHINE_END 1
#define MACHINE_NUMBER 2

.macro system_call number, a=0, b=0, c=0, d=0, e=0, f=0
  li a0, \a
  li a1, \b
  li a2, \c
  li a3, \d
  li a4, \e
  li a5, \f
  li t0, \number
  ecall
.endm

/* One character on the UART. */
.macro put character
  li a0, MACHINE_PUT
  li a1, \character
  li t0, MACHINE_CALL
  ecall
.endm

/* A register's value on the UART. */
.macro put_number register
  mv a1, \register
  li a0, MACHINE_NUMBER
  li t0, MACHINE_CALL
  ecall
.endm

/* The run ends with this status. */
.macro end_run status
  li a0, MACHINE_END
  li a1, \status
  li t0, MACHINE_CALL
  ecall
.endm
