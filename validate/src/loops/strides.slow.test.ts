/** Loops whose machine has kept another counter than WebAssembly, or looks at it in another way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "../testing/small.js";

const RETURN = 0x00008067;
const START = 0x00000513; // li a0,0
const AGAIN_UNLESS_EQUAL = 0xfec51ee3; // bne a0,a2,-4
const AGAIN_WHILE_BELOW = 0xfec56ee3; // bltu a0,a2,-4
const limit = (value: number) => (value << 20) | 0x613; // li a2,value
const step = (value: number) => (value << 20) | 0x5051b; // addiw a0,a0,value

/** p0 := 0 */
const BEGIN = [0x41, 0, 0x21, 0];
const LOOP = [0x03, 0x40];
/** p0 := p0 + value, which stays on the stack */
const tee = (value: number) => [0x20, 0, 0x41, value, 0x6a, 0x22, 0];

/** p0 is counted in sevens, p1 from 40 down to 0. */
const DOWN = [
  ...[...BEGIN, 0x41, 40, 0x21, 1, ...LOOP, ...tee(7), 0x1a],
  ...[0x20, 1, 0x41, 1, 0x6b, 0x22, 1, 0x0d, 0, 0x0b, 0x20, 0],
];
/** p0 is counted in threes until it is 120. */
const UP = [...BEGIN, ...LOOP, ...tee(3), 0x41, 0xf8, 0, 0x47, 0x0d, 0, 0x0b, 0x20, 0];

for (const [says, body, code] of [
  ["a counter that goes along by sevens", DOWN, [limit(280), START, step(7), AGAIN_UNLESS_EQUAL]],
  ["a counter that is compared otherwise", UP, [limit(120), START, step(3), AGAIN_WHILE_BELOW]],
] as const)
  test(`${says} is proved`, () => {
    assert.equal(judged(body, [...code, RETURN]).reason, null);
  });

for (const [says, body, code] of [
  ["a round more", DOWN, [limit(287), START, step(7), AGAIN_UNLESS_EQUAL]],
  ["a limit that is jumped over", DOWN, [limit(281), START, step(7), AGAIN_UNLESS_EQUAL]],
  ["another step", DOWN, [limit(280), START, step(8), AGAIN_UNLESS_EQUAL]],
  ["a limit within the last step", UP, [limit(121), START, step(3), AGAIN_WHILE_BELOW]],
] as const)
  test(`${says} is not proved`, () => {
    assert.notEqual(judged(body, [...code, RETURN]).verdict, "proved");
  });

/** p0 and p1 are counted until p0 is 40; what is added to p1 beside 1 is on the stack. */
const together = (more: readonly number[]) => [
  ...[...BEGIN, 0x41, 0, 0x21, 1, ...LOOP, ...tee(1), 0x1a],
  ...[0x20, 1, 0x41, 1, 0x6a, ...more, 0x6a, 0x21, 1],
  ...[0x20, 0, 0x41, 40, 0x47, 0x0d, 0, 0x0b, 0x20, 1],
];
const COUNTED = [limit(40), START, step(1), AGAIN_UNLESS_EQUAL, RETURN];

test("one of two values that are always the same is enough", () => {
  assert.equal(judged(together([0x41, 0]), COUNTED).reason, null);
});

test("two values that are the same for 34 rounds of 40 are two", () => {
  const isThirtyFive = [0x20, 0, 0x41, 35, 0x46];
  assert.notEqual(judged(together(isThirtyFive), COUNTED).verdict, "proved");
});
