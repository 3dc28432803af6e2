/**
 * From a module to a linked program: wasm2c's C, unmodified, the runtime of the corpus beside it,
 * and one compiler. What was built is kept by its content.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMPILER, compilerIdentity, kept, missing, wasm2c, withFolder } from "@ashlar/board/riscv";
import {
  compileObject,
  compileToModule,
  ingredients,
  linkProgram,
  mangledModule,
  RUNTIME_SOURCES,
  type Setting,
} from "./compilers.js";

const KEPT = fileURLToPath(new URL("../kept/", import.meta.url));

/** Why programs cannot be built by a setting here; undefined where they can. */
export function missingFor({ compiler }: Setting): string | undefined {
  return missing(...new Set([COMPILER, compiler]));
}

/** Compiles a program's C to a module. */
export function buildModule(source: string): Promise<Uint8Array> {
  return withFolder(async (folder) => {
    const module = join(folder, "program.wasm");
    await compileToModule(source, module);
    return new Uint8Array(readFileSync(module));
  });
}

/** The ELF file that a setting makes of a module. */
export async function buildProgram(
  module: Uint8Array,
  name: string,
  setting: Setting,
): Promise<Uint8Array> {
  const compilers = await Promise.all([COMPILER, setting.compiler].map(compilerIdentity));
  const parts = [...compilers, ...ingredients(setting), name, module];
  return kept(KEPT, `${name}-${setting.name.replaceAll(" ", "")}`, parts, () =>
    withFolder((folder) => built(module, name, setting, folder)),
  );
}

async function built(
  module: Uint8Array,
  name: string,
  setting: Setting,
  folder: string,
): Promise<Uint8Array> {
  const { path } = await wasm2c(module, name, folder);
  const instance = join(folder, "instance.c");
  const header = path.replace(/.*\//, "").replace(/c$/, "h");
  writeFileSync(instance, instanceSource(module, mangledModule(name), header));
  const objects: string[] = [];
  for (const source of [path, instance, ...RUNTIME_SOURCES])
    objects.push(await compileObject(setting, source, folder));
  const linked = join(folder, "program.elf");
  await linkProgram(objects, linked);
  return new Uint8Array(readFileSync(linked));
}

/** The one instance, and what makes it; its memory, if that is imported. */
function instanceSource(module: Uint8Array, name: string, header: string): string {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(new Uint8Array(module)));
  const memory = imports.find(({ kind }) => kind === "memory");
  const instance = `#include "${header}"\nw2c_${name} instance;\n`;
  if (memory === undefined)
    return `${instance}void instantiate(void) { wasm2c_${name}_instantiate(&instance); }\n`;
  const imported = `${mangledModule(memory.module)}_${mangledModule(memory.name)}`;
  return `${instance}static wasm_rt_memory_t record;
wasm_rt_memory_t *w2c_${imported}(struct w2c_${mangledModule(memory.module)} *unused) {
  return &record;
}
void instantiate(void) {
  wasm_rt_allocate_memory(&record, wasm2c_${name}_min_${imported}, wasm2c_${name}_max_${imported},
                          false, 65536);
  wasm2c_${name}_instantiate(&instance, 0);
}
`;
}
