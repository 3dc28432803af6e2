/* The least that a first program can do: it says that it runs, and ends the run. */
#include "program.h"
.section .text.start
.globl _start
_start:
  put 'o'
  put 'k'
  put '\n'
  end_run 7
