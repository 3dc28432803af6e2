/**
 * From a WebAssembly module to RISC-V: wasm2c, our macros, and Debian's compiler for bare metal.
 * Kernel and components go the same way and differ in where their memory is.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runWell } from "./command.js";
import { compilerIdentity } from "./identity.js";
import { kept } from "./kept.js";
import { CLANG, COMPILER } from "./tools.js";
import { type Translation, translate } from "./translation.js";

export type Optimization = 1 | 2 | 3;

/** Who compiles C; GNU's assembler and linker do the rest for both. */
export type Compiler = "gcc" | "clang";

const PREFIX = COMPILER.replace(/gcc$/, "");

/** C, assembly and linker scripts of the board. */
export const BOARD_FOLDER = fileURLToPath(new URL("../../riscv/", import.meta.url));

/** Object files, by what they were made of. */
const KEPT = fileURLToPath(new URL("../kept/", import.meta.url));

const WASM2C = fileURLToPath(import.meta.resolve("wabt/bin/wasm2c"));

/**
 * The machine: no floating point and no vectors, so that no context has to keep them. The code is
 * linked where it runs, and may be far from 0. A null pointer is an address like others. Nobody calls
 * the C library for a loop that fills or copies.
 */
const MACHINE = ["-mabi=lp64", "-mcmodel=medany", "-ffreestanding", "-nostdlib"];
const EXTENSIONS = "zba_zbb_zbs";
const GNU_MACHINE = [`-march=rv64imac_zicsr_${EXTENSIONS}`, ...MACHINE];
const LANGUAGE = [
  ...["-std=gnu11", "-Wall", "-Wextra", "-msmall-data-limit=0", "-fno-common"],
  ...["-fno-delete-null-pointer-checks", "-fno-asynchronous-unwind-tables"],
  "-foptimize-sibling-calls",
];
const DIALECTS: Readonly<Record<Compiler, { program: string; flags: readonly string[] }>> = {
  gcc: {
    program: COMPILER,
    flags: [...GNU_MACHINE, ...LANGUAGE, "-fno-tree-loop-distribute-patterns"],
  },
  clang: {
    program: CLANG,
    // It takes the instructions for control registers for a part of every machine.
    flags: [
      ...["--target=riscv64-unknown-elf", `-march=rv64imac_${EXTENSIONS}`],
      ...[...MACHINE, ...LANGUAGE],
    ],
  },
};

/** What wasm2c writes has variables and labels that are not used, and compares as it likes. */
const MADE_BY_WASM2C = ["-Wno-unused", "-Wno-uninitialized", "-Wno-maybe-uninitialized"];

/** A folder for what is in between; gone when `use` has ended. */
export async function withFolder<Result>(
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "ashlar-board-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What wasm2c wrote: C, and the header that it includes. */
export interface WrittenC {
  /** The file with the C; the header is beside it. */
  readonly path: string;
  readonly source: string;
  readonly header: string;
}

/** A module as wasm2c writes it; `name` begins the names of its functions. */
export async function wasm2c(
  wasm: Uint8Array,
  name: string,
  folder: string,
  options: readonly string[] = [],
): Promise<WrittenC> {
  const module = join(folder, `${name}.wasm`);
  const path = join(folder, `${name}-wasm2c.c`);
  writeFileSync(module, wasm);
  await runWell(
    process.execPath,
    [WASM2C, "--module-name", name, ...options, module, "--output", path],
    "module-unsupported",
  );
  const header = readFileSync(path.replace(/c$/, "h"), "utf8");
  return { path, source: readFileSync(path, "utf8"), header };
}

/** A module as C over `wasm.h`; `name` begins the names of its exports. */
async function moduleAsC(wasm: Uint8Array, name: string, folder: string): Promise<Translation> {
  return translate({ name, ...(await wasm2c(wasm, name, folder, ["--no-debug-names"])) });
}

export interface CompileOptions {
  /** gcc where nothing is said. */
  readonly compiler?: Compiler;
  readonly optimization: Optimization;
  /** Further options, such as `-DNAME=1`. */
  readonly options?: readonly string[];
}

/** Assembly is GNU's, whoever compiles C. */
function commandFor(
  source: string,
  { compiler = "gcc", optimization, options = [] }: CompileOptions,
) {
  const { program, flags } = DIALECTS[source.endsWith(".S") ? "gcc" : compiler];
  return { program, flags: [...flags, `-O${optimization}`, ...options] };
}

/** Compiles one C or assembly file of ours to an object file, whose path is returned. */
export async function compile(
  source: string,
  folder: string,
  options: CompileOptions,
): Promise<string> {
  const object = join(folder, `${source.replace(/.*\//, "")}.o`);
  const included = [`-I${BOARD_FOLDER}`, `-I${folder}`];
  const { program, flags } = commandFor(source, options);
  await runWell(program, [...flags, ...included, "-c", source, "-o", object], "board-compile");
  return object;
}

/**
 * The same of a large C file: only if the compiler would see another text than ever before, by other
 * options, or is another.
 */
async function compileOnce(
  source: string,
  folder: string,
  options: CompileOptions,
): Promise<string> {
  const { program, flags } = commandFor(source, options);
  const included = [`-I${BOARD_FOLDER}`, `-I${folder}`];
  const [text, compiler] = await Promise.all([
    runWell(program, [...flags, ...included, "-E", "-P", source], "board-compile"),
    compilerIdentity(program),
  ]);
  const object = join(folder, `${source.replace(/.*\//, "")}.o`);
  const content = await kept(
    KEPT,
    source.replace(/.*\//, ""),
    [compiler, ...flags, text],
    async () => readFileSync(await compile(source, folder, options)),
  );
  writeFileSync(object, content);
  return object;
}

/** Compiles a WebAssembly module to an object file. */
export async function compileModule(
  wasm: Uint8Array,
  name: string,
  folder: string,
  options: CompileOptions,
): Promise<{ readonly object: string; readonly translation: Translation }> {
  const translation = await moduleAsC(wasm, name, folder);
  const source = join(folder, `${name}.c`);
  writeFileSync(source, translation.source);
  const object = await compileOnce(source, folder, {
    ...options,
    options: [...MADE_BY_WASM2C, ...(options.options ?? [])],
  });
  return { object, translation };
}

/** Links object files by a linker script, if any, to an ELF file, whose path is returned. */
export async function link(
  objects: readonly string[],
  script: string | undefined,
  folder: string,
  options: readonly string[] = [],
): Promise<string> {
  const linked = join(folder, "linked.elf");
  const flags = ["-static", "-Wl,--build-id=none", "-Wl,--no-warn-rwx-segments"];
  const by = script === undefined ? [] : [`-Wl,-T,${script}`];
  await runWell(
    COMPILER,
    [...GNU_MACHINE, ...flags, ...options, ...by, ...objects, "-lgcc", "-o", linked],
    "board-compile",
  );
  return linked;
}

/** The bytes of a linked program as they lie in memory, from its first section on. */
export async function flatBinary(linked: string): Promise<Uint8Array> {
  const binary = `${linked}.bin`;
  await runWell(`${PREFIX}objcopy`, ["-O", "binary", linked, binary], "board-compile");
  return new Uint8Array(readFileSync(binary));
}

/** The address of each symbol of an object or program. */
export async function symbolsOf(linked: string): Promise<Map<string, number>> {
  const listed = await runWell(`${PREFIX}nm`, [linked], "board-compile");
  const lines = [...listed.matchAll(/^([0-9a-f]+) \w (\S+)$/gm)];
  return new Map(lines.map(([, address, name]) => [name!, Number.parseInt(address!, 16)]));
}

export interface CodeSize {
  readonly instructions: number;
  readonly bytes: number;
}

/** How much code there is in object files. */
export async function codeSize(objects: readonly string[]): Promise<CodeSize> {
  const listing = await runWell(`${PREFIX}objdump`, ["-d", ...objects], "board-compile");
  const codes = [...listing.matchAll(/^ +[0-9a-f]+:\t([0-9a-f]+) /gm)].map(([, code]) => code!);
  const bytes = codes.reduce((sum, code) => sum + code.length / 2, 0);
  return { instructions: codes.length, bytes };
}
