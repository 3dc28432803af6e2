/** A function with a loop is proved where both sides go round together, and not where they do not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "../testing/small.js";

/** p0 + (p0 - 1) + … + 1 + p1, for a p0 that is not 0. */
const BODY = [
  ...[0x03, 0x40, 0x20, 1, 0x20, 0, 0x6a, 0x21, 1], // loop: p1 := p1 + p0
  ...[0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b], // p0 := p0 - 1; again unless it is 0
  ...[0x20, 1],
];

const RETURN = 0x00008067;
const CODE = {
  start: 0x00000013, // nop
  add: 0x00a585bb, // addw a1,a1,a0
  step: 0xfff5051b, // addiw a0,a0,-1
  again: 0xfe051ce3, // bne a0,x0,-8
  result: 0x00058513, // mv a0,a1
};
const verdictWith = (change: Partial<typeof CODE>) =>
  judged(BODY, [...Object.values({ ...CODE, ...change }), RETURN]);

test("the same rounds are proved", () => {
  const { verdict, certified, loops, reason } = verdictWith({});
  assert.deepEqual([verdict, certified, loops, reason], ["proved", true, 1, null]);
});

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

const WRONG: [string, Partial<typeof CODE>][] = [
  ["another step", { step: 0xffe5051b }], // addiw a0,a0,-2
  ["another sum", { add: 0x40a585bb }], // subw a1,a1,a0
  ["one round only", { again: 0x00000013 }],
  ["a round too few", { start: 0xfff5051b }],
  ["rounds without an end", { again: 0xfe000ce3 }], // beq x0,x0,-8
  ["another result", { result: 0x00050513 }], // mv a0,a0
];

for (const [says, change] of WRONG)
  test(`${says} is not proved`, () => {
    assert.notEqual(verdictWith(change).verdict, "proved");
  });
