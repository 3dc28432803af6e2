/** The order in which failures come. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "@ashlar/rapilog/random";
import { FAILURE_NAMES } from "./failures.js";
import { schedule } from "./series.js";

test("every failure has its share, and a seed replays the order", () => {
  const plan = schedule(FAILURE_NAMES, 20, new Random(7));
  assert.equal(plan.length, 20);
  for (const name of FAILURE_NAMES) {
    const share = plan.filter((failure) => failure === name).length;
    assert.ok(share === 3 || share === 4, `${name} comes ${share} times`);
  }
  assert.deepEqual(schedule(FAILURE_NAMES, 20, new Random(7)), plan);
  assert.notDeepEqual(schedule(FAILURE_NAMES, 20, new Random(8)), plan);
});
