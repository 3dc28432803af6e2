/** Planting a fault, in a copy: in a line of a file, or in the core, which is compiled again. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOM = fileURLToPath(new URL("../..", import.meta.url));
const COMPILER = join(ROOM, "../node_modules/assemblyscript/bin/asc.js");

/** A fault to be planted: the first place of `original` in a file becomes `planted`. */
export interface Mutant {
  fault: string;
  /** Relative to the folder that the list is about. */
  file: string;
  original: string;
  planted: string;
}

/** Plants a fault in the file at `path`, which must be a copy. */
export function plantInFile({ file, original, planted }: Mutant, path: string): void {
  const source = readFileSync(path, "utf8");
  assert.ok(source.includes(original), `${file} has the line to change`);
  writeFileSync(
    path,
    source.replace(original, () => planted),
  );
}

/** Compiles the core with a fault into the folder `dist` of `room`, a copy of this one; the source
 * is copied there too. */
export async function plantInCore(mutant: Mutant, room: string): Promise<void> {
  const assembly = join(room, "assembly");
  cpSync(join(ROOM, "assembly"), assembly, { recursive: true });
  plantInFile(mutant, join(assembly, mutant.file));
  const config = ["--config", join(ROOM, "asconfig.json"), "--target", "release"];
  const output = [
    ...["--textFile", join(room, "dist/rapilog.wat")],
    ...["--outFile", join(room, "dist/rapilog.wasm")],
  ];
  const parameters = [COMPILER, join(assembly, "index.ts"), ...config, ...output];
  await promisify(execFile)(process.execPath, parameters);
}
