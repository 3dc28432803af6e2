/*
 * QEMU's board `virt`, as far as the kernel uses it. Two headers are made when it is built: numbers.h
 * of the TypeScript that has them (kernel/src/interface.ts, layout.ts, board/src/riscv/machine.ts), and
 * kernel.h, which has prototypes of what the kernel's WebAssembly exports and imports.
 */
#ifndef ASHLAR_MACHINE_H
#define ASHLAR_MACHINE_H

#include "address-space.h"
#include "kernel.h"
#include "numbers.h"

/* The board's devices. */
#define TEST_DEVICE 0x100000
#define CLINT_TIME_COMPARE 0x2004000
#define CLINT_TIME 0x200bff8
#define PLIC_PRIORITY 0xc000000
#define PLIC_ENABLE 0xc002000
#define PLIC_THRESHOLD 0xc200000
#define PLIC_CLAIM 0xc200004
#define UART 0x10000000
#define UART_LINE_STATUS 5
#define UART_CAN_SEND 0x20

#define REGISTER(type, address) (*(volatile type *)(uintptr_t)(address))

#define READ_CSR(name)                                \
  ({                                                  \
    u64 value_;                                       \
    __asm__ volatile("csrr %0, " #name : "=r"(value_)); \
    value_;                                           \
  })
#define WRITE_CSR(name, value) __asm__ volatile("csrw " #name ", %0" ::"r"((u64)(value)) : "memory")

/* mcause, mie and mip. */
#define INTERRUPT 0x8000000000000000
#define TIMER_INTERRUPT 7
#define EXTERNAL_INTERRUPT 11
/* mstatus: the level of privilege before the trap. */
#define STATUS_PRIVILEGE 0x1800

/* trap.S */
void trap_exit(void);

/* machine.c, called by trap.S */
void machine_start(void);
void machine_trap(u64 cause, u64 pc, u64 value);
void machine_idle(void);

/* align.S */
void await_tick(u64 tick);

/* unknown-call.c, called by trap.S */
void machine_unknown_call(u64 operation, u64 argument, u64 number);

/* console.c: the machine's own words, on the UART, and its end. */
void print(const char *text);
void print_number(u64 number);
__attribute__((noreturn)) void power_off(u32 status);
__attribute__((noreturn, cold)) void panic(const char *why, u64 cause, u64 pc, u64 value);

#endif
