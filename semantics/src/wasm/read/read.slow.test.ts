/** `ASHLAR_MUTANTS=1000000` makes a longer run. */
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { judgeMutants } from "../testing/hostile.js";

const MUTANTS = Number(process.env["ASHLAR_MUTANTS"] ?? 100_000);

test(`${MUTANTS} mutated modules: the same verdict as V8's validator`, (t) => {
  const verdicts = judgeMutants(randomOfRun("mutated modules"), MUTANTS);
  t.diagnostic(JSON.stringify(verdicts));
});
