/**
 * A component's image: a program from WebAssembly and a little assembly, linked where its address
 * space will have it.
 *
 * From `IMAGE_ADDRESS` on come text and constants (pages to read and execute), then everything that
 * may be written, up to the end of the module's memory: one range of pages without a gap.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AshlarError } from "@ashlar/disk/errors";
import { interfaceHeader } from "./machine.js";
import {
  BOARD_FOLDER,
  compile,
  compileModule,
  flatBinary,
  link,
  type Optimization,
  symbolsOf,
  withFolder,
} from "./toolchain.js";
import type { DataSegment } from "./translation.js";

/** Where a component's image begins in its address space. */
export const IMAGE_ADDRESS = 0x1_0000;
const PAGE_BYTES = 4096;
const WASM_PAGE_BYTES = 65_536;
const STACK_BYTES = 16_384;

export interface ComponentSource {
  /** Begins the C names of the module's exports: `NAME_export`. Imports are `MODULE_import`. */
  readonly name: string;
  readonly wasm: Uint8Array;
  /**
   * C and assembly sources linked with it. One of them has `_start` in section `.text.start`, which
   * is where the image begins; it sets the stack pointer to `stack_top`. `wasm_trap` ends it.
   */
  readonly sources: readonly string[];
  /** Where the module's memory ends: an address, a multiple of 64 KiB. */
  readonly memoryEnd: number;
  readonly stack_bytes?: number;
  readonly optimization?: Optimization;
  /** Further options of the compiler, such as `-I` and `-D`. */
  readonly options?: readonly string[];
}

export interface ComponentImage {
  /** What lies in memory from IMAGE_ADDRESS on; whole pages. */
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** How many of them, from the first on, are text and constants: to be read and executed. */
  readonly textPages: number;
  readonly symbols: ReadonlyMap<string, number>;
}

/** Each data segment at the address that the module gives it. */
function dataScript(segments: readonly DataSegment[]): string {
  const lines = [...segments]
    .sort((left, right) => left.address - right.address)
    .map(({ section, address }) => `${section} ${address} : { *(${section}) }`);
  return `${lines.join("\n")}\n`;
}

/** Compiles and links a component. */
export function buildComponent(source: ComponentSource): Promise<ComponentImage> {
  return withFolder(async (folder) => {
    const pages = source.memoryEnd / WASM_PAGE_BYTES;
    const options = {
      optimization: source.optimization ?? 2,
      options: [`-DMEMORY_PAGES=${pages}`, ...(source.options ?? [])],
    };
    const { object, translation } = await compileModule(source.wasm, source.name, folder, options);
    const objects = [object, await compile(join(BOARD_FOLDER, "memory.c"), folder, options)];
    for (const path of source.sources) objects.push(await compile(path, folder, options));
    return linkComponent(source, objects, translation.dataSegments, folder);
  });
}

/** A program without WebAssembly: an assembly file, as tests and measurements have them. */
export function buildAssembly(path: string): Promise<ComponentImage> {
  return withFolder(async (folder) => {
    writeFileSync(join(folder, "numbers.h"), interfaceHeader());
    const objects = [await compile(path, folder, { optimization: 2 })];
    const memoryEnd = IMAGE_ADDRESS + WASM_PAGE_BYTES;
    return linkComponent({ name: path, memoryEnd }, objects, [], folder);
  });
}

/** What of a component's source its linking needs. */
type Placed = Pick<ComponentSource, "name" | "memoryEnd" | "stack_bytes">;

async function linkComponent(
  source: Placed,
  objects: readonly string[],
  segments: readonly DataSegment[],
  folder: string,
): Promise<ComponentImage> {
  writeFileSync(join(folder, "wasm_data.ld"), dataScript(segments));
  const linked = await link(objects, join(BOARD_FOLDER, "component.ld"), folder, [
    `-Wl,-L,${folder}`,
    `-Wl,--defsym=IMAGE_ADDRESS=${IMAGE_ADDRESS}`,
    `-Wl,--defsym=STACK_BYTES=${source.stack_bytes ?? STACK_BYTES}`,
    `-Wl,--defsym=MEMORY_END=${source.memoryEnd}`,
  ]);
  return imageOf(source, await flatBinary(linked), await symbolsOf(linked), segments);
}

function imageOf(
  { name, memoryEnd }: Placed,
  bytes: Uint8Array,
  symbols: ReadonlyMap<string, number>,
  segments: readonly DataSegment[],
): ComponentImage {
  const dataEnd = symbols.get("image_data_end") ?? 0;
  const lowest = Math.min(memoryEnd, ...segments.map(({ address }) => address));
  if (dataEnd > lowest || bytes.length !== memoryEnd - IMAGE_ADDRESS)
    throw new AshlarError(
      "board-compile",
      `${name}: its program ends at ${dataEnd}, its memory is from ${lowest} to ${memoryEnd}; ` +
        "give the module a higher memoryBase",
    );
  const textEnd = symbols.get("image_text_end") ?? 0;
  return {
    bytes,
    pages: bytes.length / PAGE_BYTES,
    textPages: (textEnd - IMAGE_ADDRESS) / PAGE_BYTES,
    symbols,
  };
}
