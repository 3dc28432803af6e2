/* What the machine itself has to say, which is little: why it stops. */
#include "machine.h"

/* QEMU's test device: it ends QEMU, with this status. */
#define TEST_PASS 0x5555
#define TEST_FAIL 0x3333
#define PANIC_STATUS 101

static void put(char character) {
  while ((REGISTER(u8, UART + UART_LINE_STATUS) & UART_CAN_SEND) == 0) {
  }
  REGISTER(u8, UART) = (u8)character;
}

void print(const char *text) {
  for (; *text != 0; text++) put(*text);
}

void print_number(u64 number) {
  print("0x");
  for (int shift = 60; shift >= 0; shift -= 4) put("0123456789abcdef"[(number >> shift) & 15]);
}

void power_off(u32 status) {
  REGISTER(u32, TEST_DEVICE) = status == 0 ? TEST_PASS : (status << 16) | TEST_FAIL;
  for (;;) __asm__ volatile("wfi");
}

void panic(const char *why, u64 cause, u64 pc, u64 value) {
  print("\npanic: ");
  print(why);
  print(", cause ");
  print_number(cause);
  print(", pc ");
  print_number(pc);
  print(", value ");
  print_number(value);
  print("\n");
  power_off(PANIC_STATUS);
}

void wasm_trap(void) {
  panic("the kernel reached what it says cannot be reached", 0, (u64)__builtin_return_address(0), 0);
}
