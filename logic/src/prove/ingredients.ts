/**
 * What verdicts depend on: all code that states, builds and decides them, taken apart by what it is
 * for, so that it can be told why something has to be proved again.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Each file by its name, with the digest of its content. */
export type Files = Readonly<Record<string, string>>;

/** Some of what a verdict depends on: a digest of all, and of each file. */
export interface Ingredient {
  readonly digest: string;
  readonly files: Files;
}

/** By what they are for; the prover is always one. */
export type Ingredients = Readonly<Record<string, Ingredient>> & { readonly prover: Ingredient };

export const sha256 = (content: string | Uint8Array) =>
  createHash("sha256").update(content).digest("hex");

/** Compiled code, by its room and the place there. */
export interface CodeFile {
  readonly name: string;
  readonly path: string;
}

const COMPILED = `${sep}dist${sep}`;

function codeFile(path: string): CodeFile {
  const at = path.lastIndexOf(COMPILED);
  const place = path.slice(at + COMPILED.length).replaceAll(sep, "/");
  return { name: at < 0 ? path : `${basename(path.slice(0, at))}/${place}`, path };
}

export function ingredientOf(files: readonly CodeFile[]): Ingredient {
  const rows = files.map(({ name, path }) => [name, sha256(readFileSync(path))] as const);
  const sorted = rows.sort(([one], [other]) => (one < other ? -1 : 1));
  return { digest: sha256(JSON.stringify(sorted)), files: Object.fromEntries(sorted) };
}

/** All compiled code below a folder. */
export const codeBelow = (folder: string): CodeFile[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => /\.(js|wasm|wasm\.map)$/.test(file) && !file.endsWith(".test.js"))
    .map((file) => codeFile(join(folder, file)));

/** A module, by its URL, and all of ours that it imports, directly or not. */
export function importedBy(module: string): CodeFile[] {
  const found = new Set([fileURLToPath(module)]);
  for (const path of found) for (const imported of importsOf(path)) found.add(imported);
  return [...found].map(codeFile);
}

const IMPORT = /(?:from|import)\s*\(?\s*"((?:\.\.?|@ashlar)\/[^"]+)"/g;

/** What is written like an import and is none leads nowhere. */
function importsOf(path: string): string[] {
  const specifiers = [...readFileSync(path, "utf8").matchAll(IMPORT)].map(([, one]) => one!);
  return specifiers.flatMap((specifier) => {
    const file = specifier.startsWith(".")
      ? resolve(dirname(path), specifier)
      : createRequire(path).resolve(specifier);
    return existsSync(file) ? [file] : [];
  });
}

/** The files that one has and the other has not, or with another content. */
export const differing = (one: Files, other: Files): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((file) => one[file] !== other[file])
    .sort();
