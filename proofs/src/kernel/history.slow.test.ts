/** Longer than in history.test.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { failureJson } from "./failure.js";
import { search } from "./search.js";

const STEPS = 60_000;

test(`${STEPS} steps: the same answers, the same states, and the invariants hold`, () => {
  const { seed } = randomOfRun("histories of the kernel");
  const { failure } = search(seed, STEPS);
  assert.equal(failure && failureJson(failure), undefined, `ASHLAR_SEED=${seed}`);
});
