/** Bad calls: a short run of what `ashlar kernel fuzz` makes by the million. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import { randomOfRun } from "@ashlar/rapilog/random";
import { fuzz } from "./fuzz.js";
import { failureText } from "./report.js";

const CALLS = 40_000;

test(`${CALLS} bad calls: typed answers, no trap, and the invariants hold after each`, () => {
  const { seed } = randomOfRun("bad calls");
  const { failure, answers, calls } = fuzz({ calls: CALLS, seed });
  assert.equal(failure, undefined, failure && `ASHLAR_SEED=${seed}: ${failureText(failure)}`);
  assert.ok(calls >= CALLS);
  for (const name of SYSTEM_CALL_NAMES) {
    const found = answers[name];
    assert.ok(found !== undefined, `${name} was called`);
    assert.ok(Object.keys(found).length > 1 || name === "yield");
  }
});

test("the same seed makes the same calls", () => {
  const once = () => {
    const { seconds: _, callsPerSecond: __, ...report } = fuzz({ calls: 3000, seed: 5 });
    return report;
  };
  assert.deepEqual(once(), once());
});
