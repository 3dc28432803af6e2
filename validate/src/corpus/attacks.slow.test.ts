/**
 * Who compiled a program may be an enemy, or careless: a back door that only the compiler knows of,
 * another memory, an old object file. What they changed is not proved; what they left alone is.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CLANG, withFolder } from "@ashlar/board/riscv";
import { editingCompiler } from "../testing/editing-compiler.js";
import { validate } from "../validate.js";
import { buildModule, buildProgram, missingFor } from "./build.js";
import { SETTINGS, type Setting } from "./compilers.js";
import { type CorpusProgram, corpusPrograms, moduleOf } from "./programs.js";

const setting = SETTINGS.find(({ name }) => name === "gcc -O2")!;
const lost = missingFor(setting);
const programNamed = (name: string): CorpusProgram =>
  corpusPrograms().find((program) => program.name === name)!;

/** As the setting is, by a compiler that edits what wasm2c made. */
function editing(folder: string, edit: string): Setting {
  const options = { name: "gcc", files: "*-wasm2c.c", edit };
  return { ...setting, compiler: editingCompiler(folder, options) };
}

const built = (program: CorpusProgram, edit: string) =>
  withFolder((folder) => buildProgram(moduleOf(program), program.name, editing(folder, edit)));

/** Its source with another constant. */
function changedSource({ source }: CorpusProgram): string {
  const text = readFileSync(source, "utf8");
  assert.match(text, /0xc2b2ae35/);
  return text.replace("0xc2b2ae35", "0xc2b2ae37");
}

/** What is said of a function. */
function verdictOf(module: Uint8Array, elf: Uint8Array, name: string): string {
  const validation = validate(module, elf, { only: name, seconds_max: 20 });
  if (validation.kind === "refused") assert.fail(validation.reason);
  return validation.functions.find((one) => one.name === name)!.verdict;
}

test("a back door in one check, put there by the compiler, is not proved", async (t) => {
  if (lost !== undefined) return t.skip(lost);
  const program = programNamed("dotted");
  const honest = await buildProgram(moduleOf(program), program.name, setting);
  const checked = "w2c_dotted_in_network";
  assert.equal(verdictOf(moduleOf(program), honest, checked), "proved");
  // One address belongs to every network.
  const door =
    "/^u32 w2c_dotted_in_network_0/,/^}/ s/FUNC_PROLOGUE;/if (var_p0 == 0x1337c0deu) return 1;/";
  const evil = await built(program, door);
  assert.notDeepEqual(evil, honest);
  assert.equal(verdictOf(moduleOf(program), evil, checked), "refuted");
});

test("another base of memory is proved of nothing that looks at memory", async (t) => {
  if (lost !== undefined) return t.skip(lost);
  const program = programNamed("byte_order");
  const honest = await buildProgram(moduleOf(program), program.name, setting);
  const wrong =
    "s/^#define MEM_ADDR(mem, addr, n) &((mem)->data\\[addr\\])/#define MEM_ADDR(mem, addr, n) \\&((mem)->data[(addr) + 64])/";
  const elf = await built(program, wrong);
  const both = (name: string) =>
    [honest, elf].map((one) => verdictOf(moduleOf(program), one, `w2c_byte__order_${name}`));
  assert.deepEqual(both("swapped64"), ["proved", "proved"]);
  assert.deepEqual(both("load_big"), ["proved", "refuted"]);
  assert.deepEqual(both("store_big"), ["proved", "refuted"]);
});

test("an old object file is not proved where the module has changed", async (t) => {
  const skipped = lost ?? missingFor({ ...setting, compiler: CLANG });
  if (skipped !== undefined) return t.skip(skipped);
  const program = programNamed("murmur3");
  const old = await buildProgram(moduleOf(program), program.name, setting);
  const module = await withFolder(async (folder) => {
    const source = join(folder, "murmur3.c");
    writeFileSync(source, changedSource(program));
    return buildModule(source);
  });
  const both = (name: string) =>
    [moduleOf(program), module].map((one) => verdictOf(one, old, `w2c_murmur3_${name}`));
  assert.deepEqual(both("finalized"), ["proved", "refuted"]);
  assert.deepEqual(both("finalized64"), ["proved", "proved"]);
});

/** A memory that grows; the machine keeps its size over a call. */
const GROWING = `#include "corpus.h"
__attribute__((noinline)) EXPORT(more) u32 more(u32 pages) { return __builtin_wasm_memory_grow(0, pages); }
EXPORT(after) u32 after(u32 pages) {
  more(pages);
  return __builtin_wasm_memory_size(0);
}
`;
const STALE_SIZE = [
  "s/^static u32 w2c_growing_more_0(/__attribute__((noipa)) &/",
  "/^u32 w2c_growing_after_0/,/^}/ s/= instance->w2c_memory.pages;/= pages;/",
  "/^u32 w2c_growing_after_0/,/^}/ s/FUNC_PROLOGUE;/u64 pages = instance->w2c_memory.pages;/",
].join("\n");

/** The memory section of two pages and no more, with room for two more (WebAssembly 2.0, 5.5.8). */
function growable(module: Uint8Array): Uint8Array {
  const at = Buffer.from(module).indexOf(Buffer.from([5, 4, 1, 1, 2, 2]));
  assert.ok(at > 0);
  return module.map((byte, index) => (index === at + 5 ? 4 : byte));
}

test("the memory's size from before a call is not proved to be the one behind it", async (t) => {
  const skipped = lost ?? missingFor({ ...setting, compiler: CLANG });
  if (skipped !== undefined) return t.skip(skipped);
  const elfAndModule = await withFolder(async (folder) => {
    const source = join(folder, "growing.c");
    writeFileSync(source, GROWING);
    const module = growable(await buildModule(source));
    return { module, elf: await buildProgram(module, "growing", editing(folder, STALE_SIZE)) };
  });
  const { module, elf } = elfAndModule;
  assert.notEqual(verdictOf(module, elf, "w2c_growing_after"), "proved");
});
