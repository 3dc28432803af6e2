/** The compilers that are believed in nothing: what each makes of wasm2c's C, and how it is called. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CLANG, COMPILER, runWell } from "@ashlar/board/riscv";
import { CORPUS } from "./programs.js";

export const WASM_LINKER = "wasm-ld";

export interface Setting {
  /** `gcc -O2`. */
  readonly name: string;
  readonly compiler: string;
  readonly optimization: "O1" | "O2" | "O3";
}

/** Plainly: a target and a level, no option that would help anybody. */
export const SETTINGS: readonly Setting[] = [
  { name: "gcc -O1", compiler: COMPILER, optimization: "O1" },
  { name: "gcc -O2", compiler: COMPILER, optimization: "O2" },
  { name: "gcc -O3", compiler: COMPILER, optimization: "O3" },
  { name: "clang -O2", compiler: CLANG, optimization: "O2" },
];

/** Address arithmetic and bits as every machine of the RVA22 profile has them; no floats. */
const ARCHITECTURE = "rv64imac_zba_zbb_zbs";
const TARGET = [`-march=${ARCHITECTURE}`, "-mabi=lp64", "-mcmodel=medany"];
const RUNTIME = join(CORPUS, "runtime");

const MODULE_FLAGS = [
  ...["--target=wasm32", "-O2", "-std=gnu11", "-Wall", "-Wextra", "-Werror"],
  ...["-ffreestanding", "-mbulk-memory", `-I${CORPUS}`],
];
const MODULE_LINK_FLAGS = [
  ...["--no-entry", "--strip-debug", "-z", "stack-size=8192"],
  ...["--initial-memory=131072", "--max-memory=131072"],
];

/** A module's name in wasm2c's C: an underscore becomes two. */
export const mangledModule = (name: string) => name.replaceAll("_", "__");

/** Compiles a C file to a WebAssembly module; the linker by itself, since clang calls more than that. */
export async function compileToModule(source: string, to: string): Promise<void> {
  const object = `${to}.o`;
  await runWell(CLANG, [...MODULE_FLAGS, "-c", source, "-o", object], "board-compile");
  await runWell(WASM_LINKER, [...MODULE_LINK_FLAGS, object, "-o", to], "board-compile");
}

/** Compiles C or assembly to an object file. */
export async function compileObject(
  { compiler, optimization }: Setting,
  source: string,
  folder: string,
): Promise<string> {
  const object = join(folder, `${source.replace(/.*\//, "")}.o`);
  const included = ["-isystem", join(RUNTIME, "include"), `-I${folder}`];
  const flags = [
    ...(compiler === CLANG ? ["--target=riscv64-unknown-elf"] : []),
    ...[...TARGET, `-${optimization}`, "-ffreestanding", "-w", ...included],
  ];
  await runWell(compiler, [...flags, "-c", source, "-o", object], "board-compile");
  return object;
}

/** The files around a module's own code. */
export const RUNTIME_SOURCES = ["runtime.c", "start.S"].map((name) => join(RUNTIME, name));
const SCRIPT = join(RUNTIME, "corpus.ld");

/** Links object files to a program. GNU's linker, for all compilers. */
export async function linkProgram(objects: readonly string[], to: string): Promise<void> {
  const flags = ["-nostdlib", "-static", "-Wl,--build-id=none", `-Wl,-T,${SCRIPT}`];
  await runWell(COMPILER, [...TARGET, ...flags, ...objects, "-lgcc", "-o", to], "board-compile");
}

/** Everything that is compiled beside a module, and how: part of the name of what is kept. */
export function ingredients({ name }: Setting): string[] {
  const files = ["wasm-rt.h", "string.h", "assert.h", "alloca.h", "math.h"];
  const paths = [
    ...RUNTIME_SOURCES,
    SCRIPT,
    ...files.map((file) => join(RUNTIME, "include", file)),
  ];
  return [name, ...TARGET, ...paths.map((path) => readFileSync(path, "utf8"))];
}
