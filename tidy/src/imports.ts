/** What a source refers to: its imports, and the worker threads and programs it starts. */
import { posix } from "node:path";
import type { Source } from "./sources.js";

export interface Reference {
  specifier: string;
  line: number;
  /** The source file referred to, for relative specifiers. */
  target?: string;
}

const REFERENCE =
  /(?:\bfrom\s+|\bimport\s+|\bimport\(|\bnew URL\(\s*|\bmodule\.register\(\s*)"([^"]+)"/g;

/** A file started by a computed name, ``new URL(`./${name}-thread.js`, …)``: its fixed ending. */
const COMPUTED = /\bnew URL\(`\.\/\$\{[^}]+\}([^`$]+)\.js`/g;

/** Folder and ending of the files that a source starts by computed names. */
export function computedTargets(source: Source): { folder: string; ending: string }[] {
  const folder = posix.dirname(source.path);
  return [...source.text.matchAll(COMPUTED)].map((match) => ({ folder, ending: `${match[1]}.ts` }));
}

/** All references of a source, in order. */
export function references(source: Source): Reference[] {
  const found: Reference[] = [];
  for (const match of source.text.matchAll(REFERENCE)) {
    const specifier = match[1]!;
    const line = source.text.slice(0, match.index).split("\n").length;
    found.push(
      isSource(source, specifier) ? resolve(source, specifier, line) : { specifier, line },
    );
  }
  return found;
}

/** AssemblyScript names its files without a suffix; `.md`, `.wasm` and folders are no sources. */
function isSource(source: Source, specifier: string): boolean {
  if (!specifier.startsWith(".")) return false;
  return specifier.endsWith(".js") || /^\w+\/assembly\//.test(source.path);
}

function resolve(source: Source, specifier: string, line: number): Reference {
  const path = posix.join(posix.dirname(source.path), specifier);
  const target = path.endsWith(".js") ? path.replace(/\.js$/, ".ts") : `${path}.ts`;
  return { specifier, line, target };
}
