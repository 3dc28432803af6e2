/**
 * The run time of one instance: its memory is an array, a trap is a stop that tells its number, and
 * the functions that compilers call are plain loops.
 */
#include "wasm-rt.h"

#define PAGE_BYTES 65536
#define PAGES_MAX 2

static uint8_t linear_memory[PAGES_MAX * PAGE_BYTES] __attribute__((aligned(4096)));

void wasm_rt_trap(wasm_rt_trap_t trap) {
  register unsigned long number __asm__("a0") = trap;
  for (;;) __asm__ volatile("ebreak" : : "r"(number));
}

bool wasm_rt_is_initialized(void) { return true; }

void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint64_t initial_pages, uint64_t max_pages,
                             bool is64, uint32_t page_size) {
  if (initial_pages > PAGES_MAX || page_size != PAGE_BYTES) wasm_rt_trap(WASM_RT_TRAP_EXHAUSTION);
  memory->data = linear_memory;
  memory->pages = initial_pages;
  memory->max_pages = max_pages;
  memory->page_size = page_size;
  memory->size = initial_pages * page_size;
  memory->is64 = is64;
}

void wasm_rt_free_memory(wasm_rt_memory_t *memory) { memory->size = 0; }

/** The memory is as large as it gets: growing by nothing is all that succeeds. */
uint64_t wasm_rt_grow_memory(wasm_rt_memory_t *memory, uint64_t pages) {
  return pages == 0 ? memory->pages : UINT32_MAX;
}

/** No program of the corpus calls by a table. */
void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t *table, uint32_t elements,
                                    uint32_t max_elements) {
  (void)elements;
  table->data = NULL;
  table->size = 0;
  table->max_size = max_elements;
}

void wasm_rt_free_funcref_table(wasm_rt_funcref_table_t *table) { table->size = 0; }

void *memcpy(void *to, const void *from, size_t length) {
  uint8_t *target = to;
  for (const uint8_t *source = from; length > 0; length--) *target++ = *source++;
  return to;
}

void *memmove(void *to, const void *from, size_t length) {
  uint8_t *target = to;
  const uint8_t *source = from;
  if (target <= source) return memcpy(to, from, length);
  while (length-- > 0) target[length] = source[length];
  return to;
}

void *memset(void *to, int value, size_t length) {
  for (uint8_t *target = to; length > 0; length--) *target++ = (uint8_t)value;
  return to;
}

int memcmp(const void *one, const void *other, size_t length) {
  const uint8_t *a = one, *b = other;
  for (; length > 0; length--, a++, b++)
    if (*a != *b) return *a - *b;
  return 0;
}
