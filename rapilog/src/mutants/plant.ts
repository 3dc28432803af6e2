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

/** A module in AssemblyScript: its room, the folders of its sources there, and its name. */
export interface SourceModule {
  readonly room: string;
  readonly folders: readonly string[];
  readonly name: string;
}

const CORE: SourceModule = { room: ROOM, folders: ["assembly"], name: "rapilog" };

/** Compiles the core with a fault into the folder `dist` of `room`, a copy of this one; the source
 * is copied there too. */
export const plantInCore = (mutant: Mutant, room: string): Promise<string> =>
  plantInModule(CORE, mutant, room);

/** The same with any module: the path of what was compiled. */
export async function plantInModule(
  { room: from, folders, name }: SourceModule,
  mutant: Mutant,
  room: string,
): Promise<string> {
  for (const folder of folders) cpSync(join(from, folder), join(room, folder), { recursive: true });
  const assembly = join(room, "assembly");
  plantInFile(mutant, join(assembly, mutant.file));
  const compiled = join(room, `dist/${name}.wasm`);
  const config = ["--config", join(from, "asconfig.json"), "--target", "release"];
  const output = ["--textFile", join(room, `dist/${name}.wat`), "--outFile", compiled];
  const parameters = [COMPILER, join(assembly, "index.ts"), ...config, ...output];
  await promisify(execFile)(process.execPath, parameters);
  return compiled;
}
