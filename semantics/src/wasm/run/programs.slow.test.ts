/** `ASHLAR_PROGRAMS=100000` is the full run: two to four minutes on one core. */
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { comparePrograms } from "../testing/compare.js";

const PROGRAMS = Number(process.env["ASHLAR_PROGRAMS"] ?? 5000);

test(`${PROGRAMS} random programs do the same here and in V8`, (t) => {
  const outcomes = comparePrograms(randomOfRun("random programs").seed, PROGRAMS);
  t.diagnostic(JSON.stringify(Object.fromEntries(outcomes)));
});
