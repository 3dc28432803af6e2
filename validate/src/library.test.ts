/** A function that does what `memory.fill` does is called with its operands, and keeps nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged, LAYOUT } from "./testing/small.js";

/** memory.fill(p0, 7, p1); p0 */
const BODY = [0x20, 0, 0x41, 7, 0x20, 1, 0xfc, 11, 0, 0x20, 0];
const RIGHT = {
  frame: 0xff010113, // addi sp,sp,-16
  saveReturn: 0x00113423, // sd ra,8(sp)
  save: 0x00a13023, // sd a0,0(sp)
  length: 0x00058613, // mv a2,a1
  value: 0x00700593, // li a1,7
  call: 0x014000ef, // jal wasm_fill
  restore: 0x00013503, // ld a0,0(sp)
  restoreReturn: 0x00813083, // ld ra,8(sp)
  unframe: 0x01010113, // addi sp,sp,16
  return: 0x00008067, // ret
  fill: 0x00008067, // ret
};
const FILL_AT = 10;

function verdictOf(change: Partial<typeof RIGHT>, does: "memory.fill" | "memory.copy") {
  const layout = { ...LAYOUT, library: [{ symbol: "wasm_fill", does }] };
  const words = Object.values({ ...RIGHT, ...change });
  return judged(BODY, words, [], layout, { wasm_fill: FILL_AT });
}

test("what is right is proved, and says what it believes", () => {
  const { verdict, reason, supposes } = verdictOf({}, "memory.fill");
  assert.equal(verdict, "proved", reason ?? "");
  assert.deepEqual(supposes, { functions: [], others: ["wasm_fill"] });
});

for (const [what, change, reason] of [
  ["another value", { value: 0x00800593 }, /memory/], // li a1,8
  ["a length that is one more", { length: 0x00158613 }, /its range/], // addi a2,a1,1
  ["an argument that is not sign-extended", { frame: 0xff010113, length: 0x0805863b }, /sign-ext/],
  ["a word below the callee's stack", { save: 0xfea13c23, restore: 0xff813503 }, /the result/],
  ["no call", { call: 0x00000013 }, /memory/], // nop
] as const)
  test(`not proved: ${what}`, () => {
    const { verdict, reason: said } = verdictOf(change, "memory.fill");
    assert.notEqual(verdict, "proved");
    if (verdict === "unknown") assert.match(said ?? "", reason);
  });

test("not proved: a function that does something else", () => {
  assert.notEqual(verdictOf({}, "memory.copy").verdict, "proved");
});
