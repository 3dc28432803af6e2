/* A call with a number that no system call has. */
#include "machine.h"

#ifdef MACHINE_CALLS
/*
 * Only in builds for tests and measurements: a program without a driver can say something and end
 * the run. The board's own number is none of the kernel's.
 */
#define MACHINE_CALL 0x6d616368
#define MACHINE_PUT 0
#define MACHINE_END 1
#define MACHINE_NUMBER 2

static void machine_call(u64 operation, u64 argument) {
  char text[2] = {(char)argument, 0};
  if (operation == MACHINE_PUT)
    print(text);
  else if (operation == MACHINE_END)
    power_off((u32)argument);
  else if (operation == MACHINE_NUMBER)
    print_number(argument);
}

void machine_unknown_call(u64 operation, u64 argument, u64 number) {
  if (number == MACHINE_CALL) machine_call(operation, argument);
  kernel_noSuchCall();
}
#else
void machine_unknown_call(u64 operation, u64 argument, u64 number) {
  (void)operation, (void)argument, (void)number;
  kernel_noSuchCall();
}
#endif
