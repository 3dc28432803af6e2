/** A function about which nothing is found out in time is unknown, and still described. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildProgram, missingFor } from "../corpus/build.js";
import { SETTINGS } from "../corpus/compilers.js";
import { corpusPrograms, moduleOf } from "../corpus/programs.js";
import { ValidatorPool } from "./pool.js";
import { validateAll } from "./validate-all.js";

const setting = SETTINGS.find(({ name }) => name === "gcc -O2")!;
const program = corpusPrograms().find(({ name }) => name === "sieve")!;
const skip = missingFor(setting) ?? false;

test("who takes too long is unknown, with its instructions and loops", { skip }, async () => {
  const module = moduleOf(program);
  const elf = await buildProgram(module, program.name, setting);
  const pool = new ValidatorPool({ threads: 1, limit_seconds: 0.001 });
  try {
    const validation = await validateAll(module, elf, pool);
    if (validation.kind === "refused") return assert.fail(validation.reason);
    for (const { verdict, certified, reason, instructions } of validation.functions) {
      assert.deepEqual({ verdict, certified }, { verdict: "unknown", certified: false });
      assert.match(reason ?? "", /not decided in 0.001 s/);
      assert.ok(instructions > 1);
    }
    assert.ok(validation.functions.some(({ loops }) => loops > 0));
  } finally {
    await pool.close();
  }
});
