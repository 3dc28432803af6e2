/**
 * Takes the link to the source map off a module: `node without-link.js FILE`. The map stays beside
 * it; the module's bytes are those that are compiled without a map, so what is proved, what is
 * served and what is measured is one file. The link is the last section, of the kind "custom".
 */
import { readFileSync, writeFileSync } from "node:fs";

const NAME = Buffer.from("sourceMappingURL");
const CUSTOM = 0;

const [path] = process.argv.slice(2);
const bytes = readFileSync(path);
const at = bytes.lastIndexOf(NAME);
// Before the name: its length, the section's (short, so one byte), and the section's kind.
const [start, kind, length, nameLength] = [at - 3, ...bytes.subarray(at - 3, at)];
if (at < 0 || kind !== CUSTOM || nameLength !== NAME.length || start + 2 + length !== bytes.length)
  throw new Error(`${path} does not end with a link to its source map`);
writeFileSync(path, bytes.subarray(0, start));
