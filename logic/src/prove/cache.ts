/**
 * Verdicts that are known already, by content: a verdict belongs to a theorem's name and to a
 * fingerprint of all code that states, builds and decides it. A changed byte is another key, so
 * nothing is ever invalidated, and a cache that is lost costs time only.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Exhibit, MutantResult, TheoremResult } from "./theorem.js";

/** One number for all compiled code below some folders. */
export function fingerprint(folders: readonly string[]): string {
  const hash = createHash("sha256");
  for (const folder of folders)
    for (const file of codeBelow(folder)) {
      const bytes = readFileSync(join(folder, file));
      hash.update(`${file}\0${bytes.length}\0`).update(bytes);
    }
  return hash.digest("hex");
}

function codeBelow(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => /\.(js|wasm|wasm\.map)$/.test(file) && !file.endsWith(".test.js"))
    .sort();
}

/** What is kept of one theorem. */
export interface Known {
  readonly theorem?: TheoremResult;
  readonly mutants?: readonly MutantResult[];
  readonly exhibit?: Exhibit;
}

export class VerdictCache {
  readonly #folder: string;

  /** A cache below `folder`, for code with this fingerprint. */
  constructor(folder: string, code: string) {
    this.#folder = join(folder, code);
  }

  get(id: string): Known {
    try {
      return JSON.parse(readFileSync(this.#path(id), "utf8")) as Known;
    } catch {
      return {};
    }
  }

  /** Keeps more about a theorem. Only what is proved, or refuted as it must be, is worth it. */
  put(id: string, known: Known): void {
    mkdirSync(this.#folder, { recursive: true });
    const temporary = `${this.#path(id)}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify({ ...this.get(id), ...known }));
    renameSync(temporary, this.#path(id));
  }

  #path(id: string): string {
    return join(this.#folder, `${encodeURIComponent(id)}.json`);
  }
}
