/** Every rule is proved, and no variant that is wrong on purpose is. */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { theorems } from "./index.js";
import { proveAll } from "./pool.js";

test("all rules are proved, and all their mutants refuted", async () => {
  const report = await proveAll({
    module: new URL("./index.js", import.meta.url).href,
    theorems: theorems(),
    mutants: () => true,
    threads: availableParallelism(),
  });
  assert.ok(report.theorems.length > 70, `${report.theorems.length} theorems`);
  assert.deepEqual(
    report.theorems.filter(({ verdict }) => verdict !== "proved"),
    [],
  );
  assert.ok(report.mutants.length >= report.theorems.length);
  assert.deepEqual(
    report.mutants.filter(({ verdict }) => verdict !== "refuted"),
    [],
  );
});
