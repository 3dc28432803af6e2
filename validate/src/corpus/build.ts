/**
 * From a module to a linked program: wasm2c's C, unmodified, the runtime of the corpus beside it,
 * and one compiler. What was built is kept by its content.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMPILER, kept, missing, wasm2c, withFolder } from "@ashlar/board/riscv";
import {
  compileObject,
  compileToModule,
  ingredients,
  linkProgram,
  mangledModule,
  RUNTIME_SOURCES,
  type Setting,
  versionOf,
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
  const versions = await Promise.all([COMPILER, setting.compiler].map(versionOf));
  const parts = [...versions, ...ingredients(setting), name, module];
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
  writeFileSync(instance, instanceSource(name, path.replace(/.*\//, "").replace(/c$/, "h")));
  const objects: string[] = [];
  for (const source of [path, instance, ...RUNTIME_SOURCES])
    objects.push(await compileObject(setting, source, folder));
  const linked = join(folder, "program.elf");
  await linkProgram(objects, linked);
  return new Uint8Array(readFileSync(linked));
}

/** The one instance, and what makes it. */
const instanceSource = (name: string, header: string) => `#include "${header}"
w2c_${mangledModule(name)} instance;
void instantiate(void) { wasm2c_${mangledModule(name)}_instantiate(&instance); }
`;
