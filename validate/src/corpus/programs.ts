/**
 * The programs of the corpus: C that we wrote, and the module that clang made of each.
 *
 * The modules are kept with the sources (all together as large as one picture), because a compiler
 * for WebAssembly is 500 MB that nobody else here needs, and because a proof is about a module: with
 * another clang it would be about another one. Where clang 14 is installed, a test compiles them
 * again and compares.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const CORPUS = fileURLToPath(new URL("../../corpus/", import.meta.url));
export const SOURCES = join(CORPUS, "programs");
export const MODULES = join(CORPUS, "modules");

/** What a parameter is given when a function is tried; `corpus.h` says what each means. */
export type Drawn =
  | { readonly kind: "word" | "bytes" | "anywhere" }
  | { readonly kind: "below"; readonly limit: number }
  | { readonly kind: "text"; readonly letters: string };

/** How one of a program's functions is called. */
export interface Trial {
  readonly name: string;
  readonly parameters: readonly Drawn[];
}

export interface CorpusProgram {
  readonly name: string;
  /** The C file. */
  readonly source: string;
  readonly trials: readonly Trial[];
}

/** All programs, by their names. */
export function corpusPrograms(): CorpusProgram[] {
  return readdirSync(SOURCES)
    .filter((file) => file.endsWith(".c"))
    .sort()
    .map((file) => {
      const source = join(SOURCES, file);
      return {
        name: file.replace(/\.c$/, ""),
        source,
        trials: trialsIn(readFileSync(source, "utf8")),
      };
    });
}

export function moduleOf({ name }: CorpusProgram): Uint8Array {
  return new Uint8Array(readFileSync(join(MODULES, `${name}.wasm`)));
}

/** Reads `// try: NAME(KIND, KIND …)`. */
export function trialsIn(source: string): Trial[] {
  return Array.from(source.matchAll(/^\/\/ try: (\w+)\((.*)\)$/gm), ([, name, kinds]) => ({
    name: name!,
    parameters: kinds === "" ? [] : kinds!.split(", ").map(drawn),
  }));
}

function drawn(written: string): Drawn {
  const [kind, ...rest] = written.split(" ");
  if (kind === "word" || kind === "bytes" || kind === "anywhere") return { kind };
  if (kind === "below") return { kind, limit: Number(rest[0]) };
  if (kind === "text") return { kind, letters: written.slice("text ".length) };
  throw new Error(`nothing is known of "${written}"`);
}
