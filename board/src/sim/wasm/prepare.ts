/**
 * A user's WebAssembly module, made to run on the simulated machine: its loads, stores and fills
 * become calls of imports, so that the hart makes them, by the address space of the thread; each turn
 * of a loop tells that it takes time; and it can be paused in any import (Binaryen's asyncify). The
 * memory that is left to the module is where a pause keeps its locals, and nothing else.
 */
import binaryen from "binaryen";

/** Where a pause keeps things, in the memory that is left. */
export const PAUSE_AT = 16;
const PAUSE_FIRST = 32;
const PAUSE_END = 65_536;

/** A data segment of the original module: what memory has there when the program begins. */
export interface Segment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

export interface Prepared {
  readonly module: WebAssembly.Module;
  readonly segments: readonly Segment[];
  /** How many places in it are instructions for the hart: each has a number, from 0 on. */
  readonly sites: number;
}

/** The name of the imports' module; of the import for each instruction, its name in the text format. */
export const HART = "hart";
export const TICK = "tick";

const ACCESS = /\((i32|i64)\.(load|store)(8|16|32)?(_[su])?( offset=(\d+))?( align=\d+)?(?=[\s)])/g;
const BULK = /\((memory\.(?:fill|copy))(?=[\s)])/g;
const LOOP = /\(loop( \$[^\s()]+)?( \(result [^)]*\))?/g;
const UNKNOWN =
  /\((memory\.(?!fill|copy)[a-z.]+|[a-z0-9]+\.atomic\.[a-z0-9._]+|[fv]\d+\.(?:load|store)\S*)/;

/** Translates a module; throws if it does with memory what we have no import for. */
export function prepared(bytes: Uint8Array): Prepared {
  const original = binaryen.readBinary(bytes);
  const text = original.emitText();
  original.dispose();
  const unknown = UNKNOWN.exec(text.replace(/\(memory \$/g, ""));
  if (unknown !== null) throw new RangeError(`a user's module may not use ${unknown[1]} here`);
  const imports = new Set<string>();
  let sites = 0;
  /** The call that an instruction becomes: its first parameter is the place. */
  const callOf = (name: string, declaration: string) => {
    imports.add(`(import "${HART}" "${name}" (func $${HART}.${name} ${declaration}))`);
    return `(call $${HART}.${name} (i32.const ${sites++})`;
  };
  const body = text
    .replace(ACCESS, (_, type, what, width = "", sign = "", __, offset = "0") => {
      const results = what === "load" ? `(param i32 i32 i32) (result ${type})` : "";
      const declaration = results || `(param i32 i32 i32 ${type})`;
      return `${callOf(`${type}.${what}${width}${sign}`, declaration)} (i32.const ${offset})`;
    })
    .replace(BULK, (_, name) => callOf(name, "(param i32 i32 i32 i32)"))
    .replace(LOOP, (loop) => `${loop} ${callOf(TICK, "(param i32)")})`)
    .replace(/^ \(data .*$/gm, "")
    .replace(/^ \(export "[^"]*" \(memory .*$/gm, "")
    .replace(/^ \((import "[^"]*" "[^"]*" \()?memory .*$/gm, "");
  const module = pausable(body.replace("(module", `(module\n${[...imports].join("\n")}\n`));
  return { module, segments: segmentsIn(text), sites };
}

function pausable(text: string): WebAssembly.Module {
  const module = binaryen.parseText(text);
  try {
    module.setFeatures(binaryen.Features.BulkMemory | binaryen.Features.SignExt);
    const start = [...new Uint8Array(Uint32Array.of(PAUSE_FIRST, PAUSE_END).buffer)];
    const segment = { offset: module.i32.const(PAUSE_AT), data: Uint8Array.from(start) };
    module.setMemory(1, 1, null, [{ ...segment, passive: false }]);
    binaryen.setOptimizeLevel(2);
    module.runPasses(["asyncify"]);
    module.optimize();
    if (module.validate() !== 1) throw new Error("the prepared module is none");
    return new WebAssembly.Module(Uint8Array.from(module.emitBinary()));
  } finally {
    module.dispose();
  }
}

const DATA = /^ \(data \$\S+ \(i32\.const (-?\d+)\) "((?:[^"\\]|\\.)*)"\)$/gm;
const ESCAPES: Readonly<Record<string, number>> = {
  ...{ t: 9, n: 10, r: 13, '"': 34, "'": 39, "\\": 92 },
};

/** The data segments, from the text. */
const segmentsIn = (text: string): Segment[] =>
  [...text.matchAll(DATA)].map(([, address, escaped]) => ({
    address: Number(address),
    bytes: unescaped(escaped!),
  }));

function unescaped(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\\") {
      bytes.push(text.charCodeAt(at));
      continue;
    }
    const known = ESCAPES[text[at + 1]!];
    bytes.push(known ?? Number.parseInt(text.slice(at + 1, at + 3), 16));
    at += known === undefined ? 2 : 1;
  }
  return Uint8Array.from(bytes);
}
