/** A store may be to several globals at once, and to nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layout } from "./layout.js";
import { judged, LAYOUT } from "./testing/small.js";

const PLACE = 0x1800_0000;
/** Two words beside each other. */
const WITH_GLOBALS: Layout = {
  ...LAYOUT,
  globals: [0, 4].map((offset) => ({ kind: "address", address: PLACE + offset })),
};
/** global0 := 0; global1 := 0; p0 */
const BODY = [0x41, 0, 0x24, 0, 0x41, 0, 0x24, 1, 0x20, 0];
const PLACED = 0x180007b7; // lui a5,0x18000
const RETURN = 0x00008067;
const BOTH = 0x0007b023; // sd zero,0(a5)

const verdictOf = (...stores: number[]) =>
  judged(BODY, [PLACED, ...stores, RETURN], [], WITH_GLOBALS).verdict;

test("one store to two globals is proved, as are two", () => {
  assert.equal(verdictOf(BOTH), "proved");
  assert.equal(verdictOf(0x0007a023, 0x0007a223), "proved"); // sw zero,0(a5); sw zero,4(a5)
});

for (const [what, store] of [
  ["to one of them", 0x0007a023], // sw zero,0(a5)
  ["of something else", 0x00b7b023], // sd a1,0(a5)
  ["beyond them", 0x0007b223], // sd zero,4(a5)
  ["before them", 0xfe07be23], // sd zero,-4(a5)
] as const)
  test(`not proved: a store ${what}`, () => {
    assert.notEqual(verdictOf(store), "proved");
  });

test("not proved: what lies beside them is written too", () => {
  assert.notEqual(verdictOf(BOTH, 0x0007a423), "proved"); // sw zero,8(a5)
});
