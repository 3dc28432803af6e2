import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { kept } from "./kept.js";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "ashlar-kept-")), "kept");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

let made = 0;
const make = async () => Uint8Array.of(++made);

test("the same parts are made once, other parts anew", async () => {
  const once = await kept(folder, "x", ["a", "b"], make);
  assert.deepEqual(await kept(folder, "x", ["a", "b"], make), once);
  for (const parts of [["a", "c"], ["ab"], ["a", "b", ""]])
    assert.notDeepEqual(await kept(folder, "x", parts, make), once, parts.join());
});

test("what is old goes when something new is kept", async () => {
  await kept(folder, "old", ["a"], make);
  utimesSync(join(folder, readdirSync(folder)[0]!), 0, 0);
  await kept(folder, "new", ["a"], make);
  assert.deepEqual(
    readdirSync(folder).map((name) => name.slice(0, 3)),
    ["new"],
  );
});

test("where making fails nothing is kept", async () => {
  await assert.rejects(kept(folder, "x", ["a"], () => Promise.reject(new Error("no"))));
  assert.deepEqual(await kept(folder, "x", ["a"], async () => Uint8Array.of(9)), Uint8Array.of(9));
});
