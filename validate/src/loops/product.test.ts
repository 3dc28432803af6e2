/** A function with a loop is proved where both sides go round together, and not where they do not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type CODE, verdictWith } from "../testing/sum-loop.js";

test("the same rounds are proved", () => {
  const { verdict, certified, loops, reason } = verdictWith({});
  assert.deepEqual([verdict, certified, loops, reason], ["proved", true, 1, null]);
});

const WRONG: [string, Partial<typeof CODE>][] = [
  ["another step", { step: 0xffe5051b }], // addiw a0,a0,-2
  ["another sum", { add: 0x40a585bb }], // subw a1,a1,a0
  ["one round only", { again: 0x00000013 }],
  ["another result", { result: 0x00050513 }], // mv a0,a0
];

for (const [says, change] of WRONG)
  test(`${says} is not proved`, () => {
    assert.notEqual(verdictWith(change).verdict, "proved");
  });
