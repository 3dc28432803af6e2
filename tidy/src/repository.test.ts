/** The rules, held against this repository. What each rule catches is shown in `rules.test.ts`. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bannedTokens } from "./banned.js";
import { deadFiles } from "./dead-files.js";
import { roomsMapped } from "./documents.js";
import { directionsOf, importDirection } from "./import-direction.js";
import { beyondBaseline, type Lengths, ratchet, tooLong } from "./lengths.js";
import { lockedSoundly } from "./lockfile.js";
import { ROOT, readText, repositorySources, show, type Violation } from "./sources.js";

const sources = repositorySources();
const directions = directionsOf(readText("ARCHITECTURE.md"));

function assertNone(violations: readonly Violation[]): void {
  assert.deepEqual(violations.map(show), []);
}

test("there are sources to judge", () => {
  assert.ok(sources.length > 20, `only ${sources.length} files found`);
});

test("rooms import only what ARCHITECTURE.md allows, through index.ts", () => {
  assertNone(importDirection(sources, directions));
});

test("no file is dead", () => {
  assertNone(deadFiles(sources));
});

test("no banned token", () => {
  assertNone(bannedTokens(sources));
});

test("no file or function grows beyond its limit", () => {
  const baseline = JSON.parse(readText("tidy/baseline.json")) as Lengths;
  const long = tooLong(sources);
  if (process.env["ASHLAR_TIDY_RECORD"] === "1") {
    const lowered = JSON.stringify(ratchet(long, baseline), undefined, 2);
    writeFileSync(join(ROOT, "tidy/baseline.json"), `${lowered}\n`);
  }
  assertNone(beyondBaseline(long, baseline));
});

test("the baseline holds nothing that is short enough by now", () => {
  const baseline = JSON.parse(readText("tidy/baseline.json")) as Lengths;
  assert.deepEqual(baseline, ratchet(tooLong(sources), baseline), "run with ASHLAR_TIDY_RECORD=1");
});

test("the README's map names every room", () => {
  assertNone(roomsMapped(directions.keys(), readText("README.md")));
});

test("the lock has the integrity of every package, and no registry's address", () => {
  assertNone(lockedSoundly(readText("package-lock.json")));
});
