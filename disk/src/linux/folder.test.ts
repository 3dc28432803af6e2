import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "./folder.js";

test("a folder is made with all that it is in, once or twice", (t) => {
  const parent = mkdtempSync(join(tmpdir(), "ashlar-folder-"));
  t.after(() => rmSync(parent, { recursive: true }));
  const path = join(parent, "a/b/c");
  makeFolder(path, 0o700);
  makeFolder(path, 0o700);
  assert.equal(statSync(path).mode & 0o777, 0o700);
});

test("where none can be made that is said at once", () => {
  assert.throws(() => makeFolder("/proc/none/of/these"), { code: "ENOENT" });
});
