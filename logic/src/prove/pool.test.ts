/** Running theorems: every fate is told, what is known is not proved again, defects are loud. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { defective, theorems } from "../testing/sample-theorems.js";
import { fingerprint, VerdictCache } from "./cache.js";
import { type ProveOptions, proveAll } from "./pool.js";

const SAMPLES: ProveOptions = {
  module: new URL("../testing/sample-theorems.js", import.meta.url).href,
  theorems: theorems(),
  mutants: () => true,
  threads: 2,
};

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "ashlar-prove-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("every theorem has its verdict, in the order of the theorems", async () => {
  const report = await proveAll(SAMPLES);
  assert.deepEqual(
    report.theorems.map(({ id, verdict, certificate, reason }) => [
      id,
      verdict,
      certificate,
      reason,
    ]),
    [
      ["sample/proved", "proved", "checked", null],
      ["sample/refuted", "refuted", null, "false for x = 1"],
      ["sample/unknown", "unknown", null, "seconds"],
    ],
  );
});

test("a mutant that is not refuted has survived, be it only unknown", async () => {
  const { mutants } = await proveAll(SAMPLES);
  assert.deepEqual(
    mutants.map(({ id, verdict }) => [id, verdict]),
    [
      ["sample/proved#1", "refuted"],
      ["sample/refuted#1", "refuted"],
      ["sample/unknown#1", "survived"],
    ],
  );
});

test("only what is proved is remembered, and only for the same code", async (t) => {
  const folder = folderOf(t);
  const cached = async (code: string) => {
    const cache = new VerdictCache(folder, code);
    return (await proveAll({ ...SAMPLES, cache })).theorems.map((theorem) => theorem.cached);
  };
  assert.deepEqual(await cached("code"), [false, false, false]);
  assert.deepEqual(await cached("code"), [true, false, false]);
  assert.deepEqual(await cached("other code"), [false, false, false]);
});

test("what is really proved is shown where that is asked for, and remembered", async (t) => {
  const cache = new VerdictCache(folderOf(t), "code");
  assert.equal((await proveAll({ ...SAMPLES, cache })).exhibits.size, 0);
  for (const _ of ["fresh", "cached"]) {
    const { exhibits } = await proveAll({ ...SAMPLES, cache, exhibits: true });
    assert.deepEqual([...exhibits.keys()], ["sample/proved"]);
    assert.deepEqual(exhibits.get("sample/proved")?.goals[0]?.goal, "x = x");
  }
});

test("any changed byte of code is other code", (t) => {
  const folder = folderOf(t);
  const codeOf = (text: string) => {
    writeFileSync(join(folder, "code.js"), text);
    return fingerprint([folder]);
  };
  assert.equal(codeOf("one"), codeOf("one"));
  assert.notEqual(codeOf("one"), codeOf("two"));
});

test("a defect of the prover is no verdict", async () => {
  const module = new URL("../testing/defective-theorems.js", import.meta.url).href;
  const run = proveAll({ ...SAMPLES, module, theorems: defective() });
  await assert.rejects(run, /sample\/defective: the prover failed: Error: cannot happen/);
});
