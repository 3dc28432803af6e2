/**
 * Which compiler a name means here. What was made by one must never be taken for another's, and what a
 * program says of itself may be false: so its file counts, be it a script that calls another program,
 * and the files of those that it says it calls.
 */
import { createHash } from "node:crypto";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { run } from "./command.js";
import { pathOf } from "./tools.js";

/** What gcc runs for C and for assembly; clang does both itself. */
const CALLED = ["cc1", "as"];

const digests = new Map<string, string>();

/** A file's path, without links, and what is in it. */
function identityOf(path: string): string {
  const real = realpathSync(path);
  const { mtimeMs, size } = statSync(real);
  const key = `${real} ${mtimeMs} ${size}`;
  const known = digests.get(key);
  if (known !== undefined) return known;
  const digest = createHash("sha256").update(readFileSync(real)).digest("hex");
  const identity = `${real} ${digest}`;
  digests.set(key, identity);
  return identity;
}

/** The same for the same compiler only; none of its files where it is not installed. */
export async function compilerIdentity(program: string): Promise<string> {
  const called = await Promise.all(
    CALLED.map(async (part) => (await run(program, [`-print-prog-name=${part}`])).output.trim()),
  );
  const files = [program, ...called].map(pathOf).filter((path) => path !== undefined);
  return files.map(identityOf).join("\n");
}
