/** A function without loops is proved if it is right, and whatever is wrong with it is seen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "./testing/small.js";

/** memory[p0] := p1 + memory[p0 + 4], and that is its result. */
const BODY = [
  ...[0x20, 0, 0x20, 0, 0x28, 2, 4, 0x20, 1, 0x6a], // p0, load(p0 + 4) + p1
  ...[0x22, 1, 0x36, 2, 0, 0x20, 1], // tee p1, store; p1
];

const CODE = {
  base: 0x200007b7, // lui a5,0x20000
  left: 0x02051713, // slli a4,a0,32
  right: 0x02075713, // srli a4,a4,32
  address: 0x00f70733, // add a4,a4,a5
  load: 0x00472503, // lw a0,4(a4)
  add: 0x00b5053b, // addw a0,a0,a1
  store: 0x00a72023, // sw a0,0(a4)
  rest: 0x00000013, // nop
  return: 0x00008067, // ret
};
const verdictWith = (change: Partial<typeof CODE>) =>
  judged(BODY, Object.values({ ...CODE, ...change }));

test("what computes the same is proved", () => {
  const { verdict, certified, instructions, reason } = verdictWith({});
  assert.deepEqual([verdict, certified, instructions, reason], ["proved", true, 9, null]);
});

const WRONG: [string, Partial<typeof CODE>][] = [
  ["a load from elsewhere", { load: 0x00572503 }], // lw a0,5(a4)
  ["a store that is not made", { store: CODE.rest }],
  ["a result that is not sign-extended", { add: 0x00b50533 }], // add a0,a0,a1
  ["an address with the sign of its parameter", { left: 0x00050713, right: CODE.rest }], // mv a4,a0
  ["another's register", { store: 0x00140413 }], // addi s0,s0,1
  ["memory of somebody else", { base: 0x300007b7 }],
  ["a control register that is written", { rest: 0x34051073 }], // csrw mscratch,a0
  ["an address space that is changed", { rest: 0x18051073 }], // csrw satp,a0
  ["an instruction that waits", { rest: 0x10500073 }], // wfi
  ["a call of the environment", { rest: 0x00000073 }], // ecall
  ["no end", { return: 0x00000063 }], // beq x0,x0,0
];

for (const [says, change] of WRONG)
  test(`${says} is not proved`, () => {
    assert.notEqual(verdictWith(change).verdict, "proved");
  });
