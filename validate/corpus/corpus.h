/**
 * What all programs of the corpus share. Each is compiled to WebAssembly alone, without a library.
 *
 * `// try:` lines say what a function is called with when it runs: `word` any number, with edges
 * more often; `below N`; `bytes` the address of a few thousand random bytes, a place of its own for
 * each argument; `anywhere` an address among the same 256 bytes; `text ABC` the address of a string
 * of such characters.
 */
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char s8;
typedef short s16;
typedef int s32;
typedef long long s64;

#define EXPORT(name) __attribute__((export_name(#name)))
