/** The rest of product.test.ts: what takes seconds each. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "../testing/small.js";
import { BODY, CODE, RETURN, verdictWith } from "../testing/sum-loop.js";

test("a loop that counts the other way is proved", () => {
  const code = [
    0x40a007bb, // negw a5,a0
    0x40f585bb, // subw a1,a1,a5
    0x0017879b, // addiw a5,a5,1
    0xfe079ce3, // bne a5,x0,-8
    ...[CODE.result, RETURN],
  ];
  assert.deepEqual(judged(BODY, code).reason, null);
});

for (const [says, change] of [
  ["a round too few", { start: 0xfff5051b }], // addiw a0,a0,-1
  ["rounds without an end", { again: 0xfe000ce3 }], // beq x0,x0,-8
] as const)
  test(`${says} is not proved`, () => {
    assert.notEqual(verdictWith(change).verdict, "proved");
  });
