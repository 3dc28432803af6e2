/** Comparing on several threads takes the same steps as on one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureIn, failureJson } from "../failure.js";
import type { Step } from "../history.js";
import { compare } from "./compare.js";
import { failureText } from "./report.js";

test("which histories are made depends on the seed, not on how many threads make them", async () => {
  const options = { seed: 7, steps: 2500, lotSteps: 1000 };
  const [one, two] = [
    await compare({ ...options, threads: 1 }),
    await compare({ ...options, threads: 2 }),
  ];
  assert.equal(one.failure, undefined);
  assert.ok(one.steps >= options.steps);
  assert.equal(one.steps, two.steps);
  assert.deepEqual(one.answers, two.answers);
});

test("a failure is written to a file and read again as it was", () => {
  const steps: Step[] = [
    { call: 0, registers: [1n, 2n ** 64n - 1n] },
    { call: "tick", registers: [] },
  ];
  const failure = { seed: 3, steps, message: "byte 4: the kernel has 1, the specification 2" };
  assert.deepEqual(failureIn(failureJson(failure)), failure);
  assert.match(failureText(failure), /untypedRetype\(1, 0xffffffffffffffff\)\n {2}tick\(\)$/);
  assert.equal(failureIn("{}"), undefined);
});
