/** Instructions beyond user mode are run where an import is to be, as it is, and nowhere else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layout } from "./layout.js";
import { judged, LAYOUT } from "./testing/small.js";

const IMPORTS = [
  { module: "machine", name: "setAddressSpace", parameters: 1 },
  { module: "machine", name: "fence", parameters: 0 },
];
/** memory[p0] := p1; setAddressSpace(p1); p0 */
const BODY = [0x20, 0, 0x20, 1, 0x36, 2, 0, 0x20, 1, 0x10, 0, 0x20, 0];

const WITH_STEPS: Layout = {
  ...LAYOUT,
  inline: [
    {
      ...{ module: "machine", name: "setAddressSpace" },
      steps: [{ kind: "control", register: 0x180, plus: 5n, parameter: 0 }, { kind: "fence" }],
    },
    { module: "machine", name: "fence", steps: [{ kind: "fence" }] },
  ],
};

const STORE = [
  0x200007b7, // lui a5,0x20000
  0x02051713, // slli a4,a0,32
  0x02075713, // srli a4,a4,32
  0x00f70733, // add a4,a4,a5
  0x00b72023, // sw a1,0(a4)
];
const EXTENDED = [
  0x02059693, // slli a3,a1,32
  0x0206d693, // srli a3,a3,32
];
const SUM = 0x00568693; // addi a3,a3,5
const WRITE = 0x18069073; // csrw satp,a3
const FENCE = 0x12000073; // sfence.vma
const RETURN = 0x00008067; // ret
const RIGHT = [...STORE, ...EXTENDED, SUM, WRITE, FENCE, RETURN];

const verdictOf = (words: readonly number[], layout = WITH_STEPS) =>
  judged(BODY, words, IMPORTS, layout);
const changed = (from: number, ...to: number[]) =>
  RIGHT.flatMap((word) => (word === from ? to : [word]));

test("an import that is instructions is proved, wherever the order leaves it", () => {
  const { verdict, reason } = verdictOf(RIGHT);
  assert.equal(verdict, "proved", reason ?? "");
  assert.equal(verdictOf([...EXTENDED, SUM, ...STORE, WRITE, FENCE, RETURN]).verdict, "proved");
});

for (const [what, words, reason] of [
  ["another value", changed(SUM, 0x00668693), /csrw 0x180: the value of x13/], // addi a3,a3,6
  ["another register", changed(WRITE, 0x14169073), /what the instruction/], // csrw sepc,a3
  ["it is read too", changed(WRITE, 0x180696f3), /what the instruction/], // csrrw a3,satp,a3
  ["set, not written", changed(WRITE, 0x1806a073), /what the instruction/], // csrs satp,a3
  ["no fence", changed(FENCE), /the calls made/],
  ["a fence of one address", changed(FENCE, 0x12050073), /what the instruction/],
  ["two fences", changed(FENCE, FENCE, FENCE), /calls sfence.vma where wasm does not/],
  ["not written", changed(WRITE), /sfence.vma: wasm makes it too|where wasm does not/],
  ["written twice", changed(WRITE, WRITE, WRITE), /where wasm does not|wasm makes it too/],
  [
    "the fence comes first",
    [...STORE, ...EXTENDED, SUM, FENCE, WRITE, RETURN],
    /sfence.vma: wasm makes it too|where wasm does not/,
  ],
  [
    "memory is written behind it",
    [...EXTENDED, SUM, WRITE, ...STORE, FENCE, RETURN],
    /csrw 0x180: memory/,
  ],
  [
    "memory is written behind the fence",
    [...EXTENDED, SUM, WRITE, FENCE, ...STORE, RETURN],
    /csrw 0x180: memory/,
  ],
  ["left out", [...STORE, RETURN], /the calls made/],
] as const)
  test(`not proved: ${what}`, () => {
    const { verdict, reason: said } = verdictOf(words);
    assert.equal(verdict, "unknown");
    assert.match(said ?? "", reason);
  });

test("where no import is said to be such instructions they are faults", () => {
  assert.equal(verdictOf(RIGHT, LAYOUT).verdict, "unknown");
});
