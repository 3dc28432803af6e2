/** All theorems about crashes of the specification are proved, and all mutants refuted. */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { proveAll } from "@ashlar/logic/prove";
import { CRASH } from "./index.js";

const MUTANTS_MIN = 72;

test("all are proved with certificates, and all mutants refuted", async () => {
  const report = await proveAll({
    module: new URL("../../index.js", import.meta.url).href,
    theorems: CRASH,
    mutants: true,
    threads: availableParallelism(),
  });
  assert.deepEqual(
    report.theorems.filter(({ certificate }) => certificate !== "checked"),
    [],
  );
  assert.ok(report.mutants.length >= MUTANTS_MIN, `${report.mutants.length} mutants`);
  assert.deepEqual(
    report.mutants.filter(({ verdict }) => verdict !== "refuted"),
    [],
  );
});
