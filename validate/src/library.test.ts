/** Library functions are called with WebAssembly's operands, or pointers to them, and keep nothing else. */
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

/** memory.fill(p0, 7, p1); p0: by `memset`, on pointers. */
const POINTERS = {
  frame: 0xff010113, // addi sp,sp,-16
  saveReturn: 0x00113423, // sd ra,8(sp)
  save: 0x00a13023, // sd a0,0(sp)
  base: 0x200007b7, // lui a5,0x20000
  pointer: 0x08f5053b, // add.uw a0,a0,a5
  length: 0x0805863b, // zext.w a2,a1
  value: 0x00700593, // li a1,7
  call: 0x014000ef, // jal memset
  restore: 0x00013503, // ld a0,0(sp)
  restoreReturn: 0x00813083, // ld ra,8(sp)
  unframe: 0x01010113, // addi sp,sp,16
  return: 0x00008067, // ret
  memset: 0x00008067, // ret
};

function pointedVerdict(change: Partial<typeof POINTERS>) {
  const layout = { ...LAYOUT, library: [{ symbol: "memset", does: "memset" } as const] };
  return judged(BODY, Object.values({ ...POINTERS, ...change }), [], layout, { memset: 12 });
}

test("memset is proved on a pointer into linear memory", () => {
  const { verdict, reason } = pointedVerdict({});
  assert.equal(verdict, "proved", reason ?? "");
  // Its own result is the pointer, not what it points from.
  assert.notEqual(pointedVerdict({ restore: 0x00000013 }).verdict, "proved");
});

for (const [what, change] of [
  ["another value", { value: 0x00800593 }], // li a1,8
  ["a length that is sign-extended", { length: 0x00058613 }], // mv a2,a1
  ["no base", { base: 0x00000793 }], // li a5,0
  ["the stack", { pointer: 0x00010513 }], // mv a0,sp
] as const)
  test(`not proved: memset with ${what}`, () => {
    assert.notEqual(pointedVerdict(change).verdict, "proved");
  });

/** memory.copy(p0, p1, 16); p0 */
const COPY = [0x20, 0, 0x20, 1, 0x41, 16, 0xfc, 10, 0, 0, 0x20, 0];

for (const [does, isProved] of [
  ["memmove", true],
  ["memcpy", false],
] as const)
  test(`${does} of ranges that may overlap is ${isProved ? "" : "not "}proved`, () => {
    const layout = { ...LAYOUT, library: [{ symbol: "move", does }] };
    const words = Object.values({
      ...POINTERS,
      length: 0x08f585bb, // add.uw a1,a1,a5
      value: 0x01000613, // li a2,16
    });
    const { verdict } = judged(COPY, words, [], layout, { move: 12 });
    assert.equal(verdict === "proved", isProved);
  });
