/** Running theorems: every fate is told, what is known is not proved again, defects are loud. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { defective, endless, theorems } from "../testing/sample-theorems.js";
import { VerdictCache } from "./cache.js";
import { codeBelow, type Ingredients, ingredientOf } from "./ingredients.js";
import { type ProveOptions, proveAll } from "./pool.js";
import type { Theorem } from "./theorem.js";

const SAMPLES: ProveOptions = {
  module: new URL("../testing/sample-theorems.js", import.meta.url).href,
  theorems: theorems(),
  mutants: () => true,
  threads: 2,
};

/** A prover, and code that theorems are about. */
const made = (prover: string, code = ""): Ingredients => ({
  prover: { digest: prover, files: { "prover.js": prover } },
  code: { digest: code, files: { "a.wasm": code } },
});

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
    const cache = new VerdictCache(folder, made("prover", code));
    return (await proveAll({ ...SAMPLES, cache })).theorems.map((theorem) => theorem.cached);
  };
  assert.deepEqual(await cached("code"), [false, false, false]);
  assert.deepEqual(await cached("code"), [true, false, false]);
  assert.deepEqual(await cached("other code"), [false, false, false]);
});

test("why a theorem must be proved again is told by what has changed, and by which files", async (t) => {
  const folder = folderOf(t);
  const [sample] = theorems() as [Theorem];
  const of = (theorem: Theorem, ...ingredients: Parameters<typeof made>) => {
    const cache = new VerdictCache(folder, made(...ingredients));
    const isKnown = cache.get(theorem).theorem !== undefined;
    return isKnown ? "known" : cache.changesOf(theorem);
  };
  assert.equal(of(sample, "prover"), undefined);
  await proveAll({ ...SAMPLES, cache: new VerdictCache(folder, made("prover", "code")) });
  assert.equal(of(sample, "prover", "code"), "known");
  assert.deepEqual(of(sample, "prover", "other"), { code: ["a.wasm"] });
  assert.deepEqual(of(sample, "new", "code"), { prover: ["prover.js"] });
  assert.deepEqual(of(sample, "new", "other"), { prover: ["prover.js"], code: ["a.wasm"] });
});

test("a theorem about one function depends on no other code", async (t) => {
  const folder = folderOf(t);
  const cacheOf = (all: string) => new VerdictCache(folder, made("prover", all));
  const about = (its: string): Theorem => ({ ...theorems()[0]!, code: () => its });
  const known = { theorem: { ...(await proveAll(SAMPLES)).theorems[0]! }, mutants: [] };
  cacheOf("all").put(about("its own"), { theorem: known.theorem });
  cacheOf("all").put(about("its own"), { mutants: known.mutants });
  assert.deepEqual(cacheOf("all").get(about("its own")), known);
  // Mutants are named by places in all of the code.
  assert.deepEqual(cacheOf("other").get(about("its own")), { theorem: known.theorem });
  assert.deepEqual(cacheOf("all").get(about("other")), { mutants: known.mutants });
  assert.deepEqual(cacheOf("other").changesOf(about("other")), { code: [] });
});

test("what other code states again is recalled, by the same prover", async (t) => {
  const folder = folderOf(t);
  const told = async (...ingredients: Parameters<typeof made>) => {
    const cache = new VerdictCache(folder, made(...ingredients));
    const { theorems: results } = await proveAll({ ...SAMPLES, cache });
    return results.map(({ cached, recalled }) => (cached ? "cached" : recalled));
  };
  assert.deepEqual(await told("prover", "code"), [false, false, false]);
  assert.deepEqual(await told("prover", "other"), [true, false, false]);
  assert.deepEqual(await told("prover", "other"), ["cached", false, false]);
  assert.deepEqual(await told("new", "other"), [false, false, false]);
});

test("what is really proved is shown where that is asked for, and remembered", async (t) => {
  const cache = new VerdictCache(folderOf(t), made("prover"));
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
    return ingredientOf(codeBelow(folder));
  };
  const { digest, files } = codeOf("one");
  assert.deepEqual(codeOf("one"), { digest, files });
  assert.equal(Object.keys(files).length, 1);
  assert.notEqual(codeOf("two").digest, digest);
});

test("a defect of the prover is no verdict", async () => {
  const module = new URL("../testing/defective-theorems.js", import.meta.url).href;
  const run = proveAll({ ...SAMPLES, module, theorems: defective() });
  await assert.rejects(run, /sample\/defective: the prover failed: Error: cannot happen/);
});

test("what takes too long is given up, unknown, and the rest goes on", async () => {
  const module = new URL("../testing/endless-theorems.js", import.meta.url).href;
  const limited = { ...SAMPLES, module, theorems: endless(), threads: 1, limit_seconds: 0.5 };
  const told: string[] = [];
  const report = await proveAll({ ...limited, progress: (text) => told.push(text) });
  assert.deepEqual(
    report.theorems.map(({ verdict, reason }) => [verdict, reason]),
    [
      ["unknown", "not decided in 0.5 s"],
      ["proved", null],
    ],
  );
  assert.deepEqual(
    report.mutants.map(({ verdict, reason }) => [verdict, reason]),
    [
      ["survived", "not decided in 0.5 s"],
      ["survived", "proved"],
    ],
  );
  assert.ok(told.includes("sample/endless: unknown, not decided in 0.5 s"));
});

test("how long a thread takes to load theorems does not count", async () => {
  const module = new URL("../testing/slow-to-load-theorems.js", import.meta.url).href;
  const limited = { ...SAMPLES, module, theorems: theorems().slice(0, 1), limit_seconds: 0.5 };
  const report = await proveAll(limited);
  assert.deepEqual(
    report.theorems.map(({ verdict }) => verdict),
    ["proved"],
  );
});
