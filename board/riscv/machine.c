/*
 * The machine around the kernel: it starts it, and tells it of interrupts and faults. Machine mode
 * with interrupts off throughout: a thread in user mode is interrupted, the kernel never.
 */
#include "machine.h"

/* The physical page of page 0 of linear memory. */
#define RAM_PAGE (LINEAR_MEMORY >> PAGE_BITS)

/*
 * satp for the root table in page 0, in which there is nothing: others come so many pages later. It
 * stands right before linear memory, where one instruction finds it (address-space.h).
 */
const u64 empty_address_space __attribute__((section(".empty_space"), used)) = SV39 | RAM_PAGE;

/* Of PMP entries: what user mode may do, and that one reaches from the entry before to its address. */
#define PMP_READ 1
#define PMP_WRITE 2
#define PMP_EXECUTE 4
#define PMP_RANGE 8
#define PMP_ENTRY(number, what) ((u64)(what) << (8 * (number)))

#define DEVICES_START ((u64)DEVICE_BASE << PAGE_BITS)
#define DEVICES_END ((u64)(DEVICE_BASE + DEVICES) << PAGE_BITS)

/*
 * A second fence behind the page tables. User mode reaches the devices that have frames, page 0 of
 * linear memory (the empty address space, which the hardware reads in user mode's name), and memory
 * behind the kernel's own pages. The image, the kernel's words, PageInfo and all other devices match
 * no entry or one without rights. Objects lie among frames: these only page tables keep apart.
 */
static void protect_memory(void) {
  WRITE_CSR(pmpaddr0, DEVICES_START >> 2);
  WRITE_CSR(pmpaddr1, DEVICES_END >> 2);
  WRITE_CSR(pmpaddr2, LINEAR_MEMORY >> 2);
  WRITE_CSR(pmpaddr3, (LINEAR_MEMORY + PAGE_BYTES) >> 2);
  WRITE_CSR(pmpaddr4, (LINEAR_MEMORY + ((u64)IMAGE_FIRST << PAGE_BITS)) >> 2);
  WRITE_CSR(pmpaddr5, (LINEAR_MEMORY + ((u64)PAGES << PAGE_BITS)) >> 2);
  WRITE_CSR(pmpcfg0, PMP_ENTRY(1, PMP_RANGE | PMP_READ | PMP_WRITE) |
                         PMP_ENTRY(3, PMP_RANGE | PMP_READ) | PMP_ENTRY(4, PMP_RANGE) |
                         PMP_ENTRY(5, PMP_RANGE | PMP_READ | PMP_WRITE | PMP_EXECUTE));
}

/* Whatever user mode might notice or use besides what its page tables give it is off. */
static void set_up_registers(void) {
  WRITE_CSR(mstatus, 0);
  WRITE_CSR(medeleg, 0);
  WRITE_CSR(mideleg, 0);
  WRITE_CSR(mcounteren, USER_COUNTERS);
  WRITE_CSR(scounteren, USER_COUNTERS);
  WRITE_CSR(mie, (1 << TIMER_INTERRUPT) | (1 << EXTERNAL_INTERRUPT));
}

static void set_up_interrupts(void) {
  REGISTER(u32, PLIC_THRESHOLD) = 0;
  for (u32 source = 1; source <= INTERRUPTS; source++) REGISTER(u32, PLIC_PRIORITY + 4 * source) = 1;
  machine_setInterrupts(0);
}

static void start_kernel(void) {
  if (!kernel_boot(PAGES, DOMAINS, INTERRUPTS, DMA_PAGES, DEVICES, RAM_PAGE, DEVICE_BASE, IMAGE_FIRST,
                   IMAGE_TEXT, IMAGE_END))
    panic("the kernel does not boot on this memory", 0, 0, PAGES);
}

void machine_start(void) {
  set_up_registers();
  protect_memory();
  set_up_interrupts();
  machine_setAddressSpace(0);
  start_kernel();
  machine_armTimer();
}

/* The PLIC ignores that a source is completed which is not enabled, so it is for that moment. */
static void complete(u32 source) {
  u64 word = PLIC_ENABLE + 4 * (source / 32);
  u32 enabled = REGISTER(u32, word);
  REGISTER(u32, word) = enabled | 1u << source % 32;
  REGISTER(u32, PLIC_CLAIM) = source;
  REGISTER(u32, word) = enabled;
}

/*
 * A domain's slice begins when the clock says so: a fixed time after the tick that ended the one
 * before, however long that domain kept the kernel busy at the tick. Otherwise how long a slice is
 * would tell of it.
 */
static void await_slice(u64 tick) {
  await_tick(tick + SWITCH_TICKS);
  REGISTER(u64, CLINT_TIME_COMPARE) = tick + SLICE_TICKS;
}

static void timer_interrupt(void) {
  u64 tick = REGISTER(u64, CLINT_TIME_COMPARE);
  kernel_timer();
  if (DOMAINS > 1 && SLICES_ALIGNED) await_slice(tick);
}

static void external_interrupt(void) {
  u32 source = REGISTER(u32, PLIC_CLAIM);
  if (source == 0) return;
  kernel_interrupt(source);
  complete(source);
}

void machine_trap(u64 cause, u64 pc, u64 value) {
  if ((READ_CSR(mstatus) & STATUS_PRIVILEGE) != 0) panic("a trap in the kernel", cause, pc, value);
  if (cause == (INTERRUPT | TIMER_INTERRUPT))
    timer_interrupt();
  else if (cause == (INTERRUPT | EXTERNAL_INTERRUPT))
    external_interrupt();
  else
    kernel_fault(cause, value);
}

void machine_idle(void) {
  __asm__ volatile("wfi");
  u64 pending = READ_CSR(mip) & READ_CSR(mie);
  if ((pending & (1 << TIMER_INTERRUPT)) != 0)
    timer_interrupt();
  else if ((pending & (1 << EXTERNAL_INTERRUPT)) != 0)
    external_interrupt();
}

void machine_setInterrupts(u64 mask) {
  REGISTER(u32, PLIC_ENABLE) = (u32)mask;
  REGISTER(u32, PLIC_ENABLE + 4) = (u32)(mask >> 32);
}

void machine_armTimer(void) {
  REGISTER(u64, CLINT_TIME_COMPARE) = REGISTER(u64, CLINT_TIME) + SLICE_TICKS;
}
