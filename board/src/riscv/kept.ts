/**
 * Files that take seconds to make are kept by what they are made of: whoever makes the same again
 * finds them. A name says what is in a file, so what is kept is never wrong, only old.
 */
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const AGE_MAX_MS = 30 * 24 * 60 * 60 * 1000;

/** The same for the same parts, in their order. */
function fingerprint(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest("hex").slice(0, 32);
}

/** A file's content, which `make` makes of these parts and nothing else; `name` is for who looks. */
export async function kept(
  folder: string,
  name: string,
  parts: readonly (string | Uint8Array)[],
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const path = join(folder, `${name}-${fingerprint(parts)}`);
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const made = await make();
  keep(folder, path, made);
  return made;
}

/** Whole or not at all, whoever else keeps something at the time; what is old goes. */
function keep(folder: string, path: string, content: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const old = statSync(join(folder, name), { throwIfNoEntry: false });
    if (old !== undefined && Date.now() - old.mtimeMs > AGE_MAX_MS)
      rmSync(join(folder, name), { force: true });
  }
  const unfinished = `${path}.${process.pid}.part`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}
