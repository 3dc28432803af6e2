/**
 * What the compiler makes of the kernel is looked at in review: a change of sources or compiler
 * shows in `kernel.wat` too.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

test("kernel.wat is what the sources compile to (else: npm run golden --workspace kernel)", () => {
  assert.ok(read("../kernel.wat") === read("kernel.wat"), "it is not; see what has changed");
});
