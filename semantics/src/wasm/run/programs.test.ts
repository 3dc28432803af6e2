import assert from "node:assert/strict";
import { test } from "node:test";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import { readModule } from "../read/read.js";
import { ROWS } from "../rows/table.js";
import { comparePrograms } from "../testing/compare.js";
import { randomProgram } from "../testing/programs.js";

test("random programs do the same here and in V8", () => {
  comparePrograms(randomOfRun("random programs").seed, 400);
});

test("random programs hold every instruction that is executed", () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 400; seed++) {
    const reading = readModule(randomProgram(new Random(seed)).bytes);
    if (reading.kind === "fault") assert.fail(reading.fault.message);
    for (const { code } of reading.module.functions)
      for (const row of code!.rows) seen.add(ROWS[row]!.name);
  }
  const missing = ROWS.filter(({ isRefused, name }) => !isRefused && !seen.has(name));
  // A block leaves nothing in decoded code, so it is not seen there.
  assert.deepEqual(
    missing.map(({ name }) => name),
    ["block"],
  );
});
