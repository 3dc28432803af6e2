/*
 * What WebAssembly's operators are in C, for what translation.ts makes of wasm2c's output.
 *
 * Linear memory is a fixed window, so that an access is one instruction where its address is known:
 * there is no check of bounds. In the kernel the window is followed by nothing on this board: what
 * lies less than 8 GiB behind RAM's beginning and is not RAM answers with an access fault, which
 * ends in the machine's panic, as a trap in WebAssembly would end. In a component the window is the
 * address space, and its bounds are the page tables.
 *
 * Accesses are direct loads and stores, which the board only has aligned; AssemblyScript's objects
 * and loads of fields are.
 */
#ifndef ASHLAR_WASM_H
#define ASHLAR_WASM_H

#include <stdint.h>

typedef uint8_t u8;
typedef int8_t s8;
typedef uint16_t u16;
typedef int16_t s16;
typedef uint32_t u32;
typedef int32_t s32;
typedef uint64_t u64;
typedef int64_t s64;

#ifdef LINEAR_MEMORY_IN_REGISTERS
#include "numbers.h"
/*
 * The kernel: two registers that C leaves alone hold where memory begins and where the kernel's own
 * words do, with PageInfo behind them (trap.S sets them), so no function makes these addresses anew.
 */
register u8 *linear_memory __asm__("gp");
register u8 *kernel_words __asm__("tp");
static inline u8 *place_behind_kernel_words(u32 base) {
  u8 *result;
  __asm__("add.uw %0, %1, tp" : "=r"(result) : "r"(base));
  return result;
}
#define KERNEL_WORDS (KERNEL + 4)
#define IS_PAGE_INFO(offset) ((offset) >= PAGE_INFO && (offset) < PAGE_INFO + (1 << PAGE_INFO_BITS))
#define PLACE(base, offset)                                                          \
  (__builtin_constant_p(base) ? kernel_words + ((s64)(base) - KERNEL_WORDS)          \
   : IS_PAGE_INFO(offset)     ? place_behind_kernel_words(base) - KERNEL_WORDS       \
                              : linear_memory + (u64)(u32)(base))
#define OFFSET(offset) (offset)
#else
#define PLACE(base, offset) ((u8 *)(uintptr_t)(base))
#define OFFSET(offset) (offset)
#endif

/*
 * What nobody else names. Clang drops parameters that one file's functions do not use, and makes a
 * truth value of a variable that has two values; so it is not told.
 */
#ifdef __clang__
#define OWN __attribute__((visibility("hidden")))
#else
#define OWN static
#endif

/*
 * A field at a constant offset, so that the compiler sees one base for all fields of an object; what
 * is stored as one type may be read as another.
 */
#define AT(type, base, offset)                                                      \
  (((struct {                                                                       \
     u8 before[OFFSET(offset)];                                                     \
     type value;                                                                    \
   } __attribute__((packed, aligned(sizeof(type)), may_alias)) *)PLACE(base, offset))->value)

#define i32_load(base, offset) ((u32)AT(u32, base, offset))
#define i64_load(base, offset) ((u64)AT(u64, base, offset))
#define i32_load8_s(base, offset) ((u32)(s32)AT(s8, base, offset))
#define i64_load8_s(base, offset) ((u64)(s64)AT(s8, base, offset))
#define i32_load8_u(base, offset) ((u32)AT(u8, base, offset))
#define i64_load8_u(base, offset) ((u64)AT(u8, base, offset))
#define i32_load16_s(base, offset) ((u32)(s32)AT(s16, base, offset))
#define i64_load16_s(base, offset) ((u64)(s64)AT(s16, base, offset))
#define i32_load16_u(base, offset) ((u32)AT(u16, base, offset))
#define i64_load16_u(base, offset) ((u64)AT(u16, base, offset))
#define i64_load32_s(base, offset) ((u64)(s64)AT(s32, base, offset))
#define i64_load32_u(base, offset) ((u64)AT(u32, base, offset))
#define i32_store(base, offset, value) ((void)(AT(u32, base, offset) = (u32)(value)))
#define i64_store(base, offset, value) ((void)(AT(u64, base, offset) = (u64)(value)))
#define i32_store8(base, offset, value) ((void)(AT(u8, base, offset) = (u8)(value)))
#define i32_store16(base, offset, value) ((void)(AT(u16, base, offset) = (u16)(value)))
#define i64_store8(base, offset, value) ((void)(AT(u8, base, offset) = (u8)(value)))
#define i64_store16(base, offset, value) ((void)(AT(u16, base, offset) = (u16)(value)))
#define i64_store32(base, offset, value) ((void)(AT(u32, base, offset) = (u32)(value)))

/* Out of line, in memory.c. */
void wasm_fill(u32 address, u32 value, u32 length);
void wasm_copy(u32 to, u32 from, u32 length);
#define memory_fill(address, value, length) wasm_fill(address, value, length)
#define memory_copy(to, from, length) wasm_copy(to, from, length)
#define wasm_rt_grow_memory(...) ((u32)-1)

/* The machine's: it does not return. */
__attribute__((noreturn, cold)) void wasm_trap(void);
#define UNREACHABLE wasm_trap()
#ifdef LINEAR_MEMORY_IN_REGISTERS
/* A local constant, unlike a register, is known not to change: so each address is made once. */
#define FUNC_PROLOGUE                    \
  u8 *const memory_ = linear_memory;     \
  u8 *const linear_memory = memory_
#else
#define FUNC_PROLOGUE
#endif
#define FUNC_EPILOGUE

static inline u32 trap_value(void) { wasm_trap(); }

#define DIV_S(type, unsigned_type, least, x, y)                                  \
  ((y) == 0 || ((x) == (least) && (y) == -1) ? trap_value() : (unsigned_type)((x) / (y)))
#define REM_S(unsigned_type, x, y) \
  ((y) == 0 ? trap_value() : (y) == -1 ? 0 : (unsigned_type)((x) % (y)))
#define I32_DIV_S(x, y) DIV_S(s32, u32, INT32_MIN, (s32)(x), (s32)(y))
#define I64_DIV_S(x, y) DIV_S(s64, u64, INT64_MIN, (s64)(x), (s64)(y))
#define I32_REM_S(x, y) REM_S(u32, (s32)(x), (s32)(y))
#define I64_REM_S(x, y) REM_S(u64, (s64)(x), (s64)(y))
#define DIV_U(x, y) ((y) == 0 ? trap_value() : (x) / (y))
#define REM_U(x, y) ((y) == 0 ? trap_value() : (x) % (y))

#define I32_CLZ(x) ((x) ? __builtin_clz(x) : 32)
#define I64_CLZ(x) ((x) ? __builtin_clzll(x) : 64)
#define I32_CTZ(x) ((x) ? __builtin_ctz(x) : 32)
#define I64_CTZ(x) ((x) ? __builtin_ctzll(x) : 64)
#define I32_POPCNT(x) (__builtin_popcount(x))
#define I64_POPCNT(x) (__builtin_popcountll(x))
#define ROTATED_LEFT(x, y, mask) (((x) << ((y) & (mask))) | ((x) >> ((0 - (y)) & (mask))))
#define ROTATED_RIGHT(x, y, mask) (((x) >> ((y) & (mask))) | ((x) << ((0 - (y)) & (mask))))
#define I32_ROTL(x, y) ROTATED_LEFT(x, y, 31)
#define I64_ROTL(x, y) ROTATED_LEFT(x, y, 63)
#define I32_ROTR(x, y) ROTATED_RIGHT(x, y, 31)
#define I64_ROTR(x, y) ROTATED_RIGHT(x, y, 63)

#endif
