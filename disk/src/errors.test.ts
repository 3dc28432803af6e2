import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { AshlarError, CATALOGUE } from "./errors.js";

const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");

function documentedRows(): string[][] {
  const table = page.split("\n").filter((line) => line.startsWith("|"));
  return table.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("docs/errors.md and the catalogue hold the same rows in the same order", () => {
  const catalogued = Object.entries(CATALOGUE).map(([code, entry]) => [
    code,
    entry.what,
    entry.remedy,
  ]);
  assert.deepEqual(documentedRows(), catalogued);
});

test("an error says what was wrong, where, what to do, and its code", () => {
  const error = new AshlarError("in-use", "/dev/sdb");
  assert.match(
    error.message,
    /^The file or device is already in use: \/dev\/sdb\. Stop .*\[in-use\]$/,
  );
  assert.equal(error.code, "in-use");
  assert.match(error.remedy, /^Stop the other service/);
});
