/**
 * The sources that the tidy rules judge: every TypeScript file of every room, as text.
 *
 * The rules read text, not syntax trees. That is enough because the formatter has been over all
 * of it: one statement a line, a block's closing brace at the indentation of its opening line.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export interface Source {
  /** Path from the repository's root, with forward slashes. */
  path: string;
  text: string;
}

/** What a rule found: where, and what to do about it. */
export interface Violation {
  path: string;
  line: number;
  message: string;
}

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const SOURCE_FOLDERS = [
  "rapilog/assembly",
  "rapilog/src",
  "logic/assembly",
  "logic/src",
  "semantics/src",
  "validate/src",
  "kernel/assembly",
  "kernel/src",
  "spec/src",
  "proofs/src",
  "disk/src",
  "board/src",
  "user/assembly",
  "user/src",
  "faults/src",
  "cli/src",
  "tidy/src",
];

/** The examples that the rules must catch are wrong on purpose. */
const EXAMPLES = "tidy/src/rules.test.ts";

/** All sources of this repository. */
export function repositorySources(): Source[] {
  return SOURCE_FOLDERS.flatMap((folder) => filesBelow(join(ROOT, folder)))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, "utf8") }))
    .filter((source) => source.path !== EXAMPLES);
}

/** A file of the repository as text. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

export function isTest(source: Source): boolean {
  return source.path.endsWith(".test.ts");
}

/** A violation as one line that an editor can follow. */
export function show(violation: Violation): string {
  return `${violation.path}:${violation.line}: ${violation.message}`;
}

/** The room that a file belongs to, spelled as in ARCHITECTURE.md: `disk/src/nbd/`, `cli/`. */
export function roomOf(path: string): string {
  const parts = path.split("/");
  if (parts[0] === "disk") return parts.length > 3 ? `disk/src/${parts[2]}/` : "disk/src/";
  if (parts[0] === "rapilog") return `rapilog/${parts[1]}/`;
  return `${parts[0]}/`;
}
