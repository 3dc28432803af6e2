/* Makes an object of the last page that the kernel was told of: in the test it is not there. */
#include "program.h"
.section .text.start
.globl _start
_start:
  addi a1, a5, -1
  li a0, ROOT_UNTYPED_SLOT
  li a2, CNODE
  li a3, 0
  li a4, 0
  li a5, 100
  li t0, UNTYPED_RETYPE
  ecall
  put_number a0
  end_run 9
