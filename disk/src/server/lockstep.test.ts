import assert from "node:assert/strict";
import { test } from "node:test";
import { Lockstep } from "./lockstep.js";

test("a client in lockstep is looked for as long as it comes", () => {
  const lockstep = new Lockstep();
  for (let turn = 0; turn < 1000; turn++) {
    assert.ok(lockstep.isLikely(1));
    lockstep.learn(turn % 4 !== 0);
  }
});

test("turns of none or several requests are no lockstep", () => {
  const lockstep = new Lockstep();
  for (const requests of [0, 2, 32]) assert.ok(!lockstep.isLikely(requests));
});

test("a client that is slow is looked for ever so seldom", () => {
  const lockstep = new Lockstep();
  let looks = 0;
  for (let turn = 0; turn < 2600; turn++) {
    if (!lockstep.isLikely(1)) continue;
    looks++;
    lockstep.learn(false);
  }
  assert.equal(looks, 40);
});
