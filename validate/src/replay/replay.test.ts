/** What is wrong is refuted by a state in which both sides were run, and what is right never is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "../testing/small.js";

/** memory[p0] := p1, and p1 + 1 is the result. */
const BODY = [0x20, 0, 0x20, 1, 0x36, 2, 0, 0x20, 1, 0x41, 1, 0x6a];
const RIGHT = {
  base: 0x200007b7, // lui a5,0x20000
  left: 0x02051713, // slli a4,a0,32
  right: 0x02075713, // srli a4,a4,32
  address: 0x00f70733, // add a4,a4,a5
  store: 0x00b72023, // sw a1,0(a4)
  add: 0x0015851b, // addiw a0,a1,1
  return: 0x00008067, // ret
};
const verdictOf = (change: Partial<typeof RIGHT>) =>
  judged(BODY, Object.values({ ...RIGHT, ...change }));

test("what is right is proved", () => {
  assert.equal(verdictOf({}).verdict, "proved");
});

for (const [what, change, machine] of [
  ["another result", { add: 0x0025851b }, /^returns 0x/], // addiw a0,a1,2
  ["no sign", { add: 0x00158513 }, /^returns 0x/], // addi a0,a1,1
  ["another address", { store: 0x00b720a3 }, /^memory\[0x/], // sw a1,1(a4)
  ["half a store", { store: 0x00b71023 }, /^memory\[0x/], // sh a1,0(a4)
  ["a register that is not given back", { base: 0x00140413 }, /^(does not give x8|stops)/],
  ["a write beyond", { base: 0x300007b7 }, /^stops at 0x1010: 7$/], // lui a5,0x30000
] as const)
  test(`refuted: ${what}`, () => {
    const { verdict, counterexample, reason } = verdictOf(change);
    assert.equal(verdict, "refuted", reason ?? "");
    assert.equal(counterexample!.parameters.length, 2);
    assert.match(counterexample!.machine, machine);
  });

const IMPORTS = [{ module: "machine", name: "nudge", parameters: 0 }];
const WRONG = Object.values({ ...RIGHT, add: 0x0025851b }); // addiw a0,a1,2

test("refuted: what a module with imports does without them", () => {
  assert.equal(judged(BODY, WRONG, IMPORTS).verdict, "refuted");
  assert.equal(judged(BODY, Object.values(RIGHT), IMPORTS).verdict, "proved");
});

test("nothing is refuted by a run that calls what is imported", () => {
  const { verdict, reason } = judged([0x10, 0, ...BODY], WRONG, IMPORTS);
  assert.equal(verdict, "unknown", reason ?? "");
});
