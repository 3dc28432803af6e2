/** A loop whose test a compiler has moved to its end: before it goes round the machine knows already
 * how the next test ends, and it leaves the loop where WebAssembly has yet to make that test. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "../testing/small.js";

/** Where p1 is next in memory, from p0 on. */
const BODY = [
  ...[0x03, 0x40, 0x20, 0, 0x2d, 0, 0, 0x20, 1, 0x47], // loop: unless memory[p0] is p1:
  ...[0x04, 0x40, 0x20, 0, 0x41, 1, 0x6a, 0x21, 0, 0x0c, 1, 0x0b, 0x0b], // p0 := p0 + 1; again
  ...[0x20, 0],
];

const LOAD = [
  0x02051713, // slli a4,a0,32
  0x02075713, // srli a4,a4,32
  0x00f70733, // add a4,a4,a5
  0x00074683, // lbu a3,0(a4)
];
const FIRST_TEST = 0x00b68e63; // beq a3,a1,+28
const codeWith = (first: number, step = 0x0015051b) => [
  ...[0x200007b7, ...LOAD, first], // lui a5,0x20000
  ...[step, ...LOAD, 0xfeb696e3], // addiw a0,a0,1; again unless a3 is a1
  0x00008067,
];

test("it is proved", () => {
  assert.deepEqual(judged(BODY, codeWith(FIRST_TEST)).reason, null);
});

for (const [says, code] of [
  ["without its first test", codeWith(0x00000013)],
  ["with another step", codeWith(FIRST_TEST, 0x0025051b)],
] as const)
  test(`${says} it is not proved`, () => {
    assert.notEqual(judged(BODY, code).verdict, "proved");
  });
