/*
 * How the machine is told what addresses mean. These are imports of the kernel's WebAssembly, in line
 * because they are on the way from one address space to another.
 */
#ifndef ASHLAR_ADDRESS_SPACE_H
#define ASHLAR_ADDRESS_SPACE_H

#include "wasm.h"

/* satp: translation by three levels of page tables. */
#define SV39 (8ul << 60)

static inline void machine_fence(void) { __asm__ volatile("sfence.vma" ::: "memory"); }

static inline void machine_setAddressSpace(u32 root_table) {
  u64 empty = ((const u64 *)linear_memory)[-1];
  __asm__ volatile("csrw satp, %0" ::"r"(empty + root_table) : "memory");
  machine_fence();
}

#endif
