import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { requirePlace } from "./report-file.js";

test("what cannot hold a report is refused before the run", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "ashlar-report-"));
  t.after(() => rmSync(folder, { recursive: true }));
  requirePlace(undefined);
  requirePlace(join(folder, "page.html"));
  assert.ok(!existsSync(join(folder, "page.html")));
  assert.throws(() => requirePlace(join(folder, "none", "page.html")), /ENOENT/);
  assert.throws(() => requirePlace(folder), /is a folder/);
  writeFileSync(join(folder, "file"), "");
  requirePlace(join(folder, "file"));
  assert.throws(() => requirePlace(join(folder, "file", "page.html")), /ENOTDIR/);
});
