/**
 * No program that was seen to behave differently from its module is proved. Here a few of the wrong
 * programs are tried, others each time; `ashlar validate --corpus --mutants` tries all.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleOfRun, seedFromEnvironment } from "@ashlar/rapilog/random";
import { ValidatorPool } from "../all/pool.js";
import { missingFor } from "./build.js";
import { SETTINGS } from "./compilers.js";
import { isUnsound, judgeMutants, type MutantReport } from "./judge-mutants.js";
import { corpusPrograms } from "./programs.js";

const PROGRAMS = 8;
const setting = SETTINGS.find(({ name }) => name === "gcc -O2")!;

test("wrong programs are not proved", async (t) => {
  const lost = missingFor(setting);
  if (lost !== undefined) return t.skip(lost);
  const seed = seedFromEnvironment();
  t.diagnostic(`ASHLAR_SEED=${seed}`);
  const pool = new ValidatorPool({ threads: 2, limit_seconds: 5 });
  const mutants: MutantReport[] = [];
  try {
    for (const program of sampleOfRun("programs", corpusPrograms(), PROGRAMS))
      mutants.push(...(await judgeMutants(program, pool, { setting, each: 1, seed })));
  } finally {
    await pool.close();
  }
  assert.deepEqual(mutants.filter(isUnsound), []);
  const different = mutants.filter(({ difference }) => difference !== null).length;
  assert.ok(different > mutants.length / 3, `${different} of ${mutants.length}`);
});
