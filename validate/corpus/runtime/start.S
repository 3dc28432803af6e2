# Makes the instance, then stops; functions are called by whoever runs the program.
.section .text.start, "ax"
.globl _start
.type _start, @function
_start:
  la sp, stack_end
  call instantiate
.globl instantiated
instantiated:
  ebreak
  j instantiated
.size _start, . - _start

.section .bss
.align 12
.skip 65536
.globl stack_end
stack_end:
