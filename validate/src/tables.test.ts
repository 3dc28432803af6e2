/** A choice among many that became a jump through a table is proved, and one wrong entry is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "./testing/small.js";

/** p0 = 0: 11; p0 = 1: 22; otherwise 33. */
const BODY = [
  ...[0x02, 0x40, 0x02, 0x40, 0x02, 0x40, 0x20, 0, 0x0e, 2, 0, 1, 2, 0x0b],
  ...[0x41, 11, 0x0f, 0x0b, 0x41, 22, 0x0f, 0x0b, 0x41, 33],
];
const CODE = {
  most: 0x00100793, // li a5,1
  beyond: 0x02a7e663, // bltu a5,a0: to the last result
  index: 0x00251793, // slli a5,a0,2
  from: 0x00001737, // lui a4,0x1
  entry: 0x00e787b3, // add a5,a5,a4
  load: 0x0387a783, // lw a5,56(a5)
  target: 0x00e787b3, // add a5,a5,a4
  jump: 0x00078067, // jr a5
  ...{ first: 0x00b00513, firstEnd: 0x00008067 }, // li a0,11; ret
  ...{ second: 0x01600513, secondEnd: 0x00008067 }, // li a0,22; ret
  ...{ last: 0x02100513, lastEnd: 0x00008067 }, // li a0,33; ret
  ...{ table: 0x20, tableEnd: 0x28 },
};
const verdictOf = (change: Partial<typeof CODE>) =>
  judged(BODY, Object.values({ ...CODE, ...change }));

test("a jump through a table is proved", () => {
  const { verdict, reason } = verdictOf({});
  assert.equal(verdict, "proved", reason ?? "");
});

for (const [what, change] of [
  ["two entries that are swapped", { table: 0x28, tableEnd: 0x20 }],
  ["an entry beside its instruction", { tableEnd: 0x2c }],
  ["an entry beyond the function", { tableEnd: 0x2000 }],
  ["a test that lets one more through", { most: 0x00200793 }], // li a5,2
  ["a table that begins an entry later", { load: 0x03c7a783 }], // lw a5,60(a5)
  ["no test", { beyond: 0x00000013 }], // nop
] as const)
  test(`not proved: ${what}`, () => {
    assert.notEqual(verdictOf(change).verdict, "proved");
  });
