/** The components' programs: compiled from WebAssembly to the text that their address space has. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  BOARD_FOLDER,
  compile,
  compileModule,
  type DataSegment,
  flatBinary,
  kept,
  link,
  withFolder,
} from "@ashlar/board/riscv";
import type { Programs } from "./encode.js";
import type { Manifest } from "./manifest.js";
import { DATA, DATA_PAGES, MESSAGE, PAGE, PROGRAM, STACK, STACK_PAGES } from "./places.js";

const START = fileURLToPath(new URL("../start/", import.meta.url));
const COMPILED = fileURLToPath(new URL(".", import.meta.url));
/** Texts are kept by what they were made from. */
const KEPT = join(COMPILED, "riscv");
const MESSAGE_BYTES = 64;

const PLACES = {
  PROGRAM,
  DATA,
  MESSAGE,
  MESSAGE_BYTES,
  DATA_END: DATA + DATA_PAGES * PAGE,
  STACK_TOP: STACK + STACK_PAGES * PAGE,
};

const wasmOf = (program: string) => readFileSync(join(COMPILED, `${program}.wasm`));

/** What a text depends on. */
function partsOf(wasm: Uint8Array): (string | Uint8Array)[] {
  const files = ["start.S", "component.ld"].map((name) => readFileSync(join(START, name)));
  const board = ["wasm.h", "memory.c"].map((name) => readFileSync(join(BOARD_FOLDER, name)));
  return [JSON.stringify(PLACES), wasm, ...files, ...board];
}

/** Each data segment where the module wants it; places count from DATA on. */
function dataScript(segments: readonly DataSegment[]): string {
  return [...segments]
    .sort((left, right) => left.address - right.address)
    .map(({ section, address }) => `. = ${address - DATA}; *(${section})\n`)
    .join("");
}

async function compileProgram(wasm: Uint8Array): Promise<Uint8Array> {
  return withFolder(async (folder) => {
    const options = {
      optimization: 2 as const,
      options: Object.entries(PLACES).map(([name, value]) => `-D${name}=${value}`),
    };
    const { object, translation } = await compileModule(wasm, "component", folder, options);
    const objects = [
      object,
      await compile(join(BOARD_FOLDER, "memory.c"), folder, options),
      await compile(join(START, "start.S"), folder, options),
    ];
    writeFileSync(join(folder, "wasm_data.ld"), dataScript(translation.dataSegments));
    const places = Object.entries(PLACES).map(([name, value]) => `-Wl,--defsym=${name}=${value}`);
    const script = join(START, "component.ld");
    return flatBinary(await link(objects, script, folder, [`-Wl,-L,${folder}`, ...places]));
  });
}

async function programOf(program: string): Promise<Uint8Array> {
  const wasm = wasmOf(program);
  return kept(KEPT, program, partsOf(wasm), () => compileProgram(wasm));
}

/** All programs of a manifest, the root task's too. */
export async function programsOf(manifest: Manifest): Promise<Programs> {
  const names = new Set(["root", ...manifest.components.map(({ program }) => program)]);
  const programs = new Map<string, Uint8Array>();
  for (const name of names) programs.set(name, await programOf(name));
  return programs;
}
