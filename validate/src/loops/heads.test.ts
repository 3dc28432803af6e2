/** Where code goes back to is a loop's head; where it only jumps to from behind a trap is none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loopHeads } from "./heads.js";

const [NOTHING, RETURN, START] = [0x00000013, 0x00008067, 0x1000];
const TRAP = START + 8;

function headsOf(words: readonly number[]): number[] {
  const halves = words.flatMap((word) => [word & 0xffff, word >>> 16]);
  const code = {
    parcel: (address: number) => halves[(address - START) >> 1],
    isDescribed: () => false,
    jumpsFrom: () => [],
    isTrap: (address: number) => address === TRAP,
  };
  return [...loopHeads(START, code)];
}

test("a branch back is a loop", () => {
  assert.deepEqual(headsOf([NOTHING, NOTHING, 0xfe051ee3, RETURN]), [START + 4]); // bnez a0,-4
});

test("what comes behind a call that never returns is not gone to", () => {
  const back = 0xff9ff06f; // j -8
  const called = (call: number) => headsOf([call, NOTHING, NOTHING, back]);
  assert.deepEqual(called(0x00c000ef), [START + 4]); // jal ra,12
  assert.deepEqual(called(0x008000ef), []); // jal ra,8: the trap
});

test("where a loop is jumped into is no head, if all rounds go through another one", () => {
  const words = [
    0x00050463, // beqz a0,+8
    NOTHING, // the middle of the loop: some come by here
    NOTHING, // its head
    0xfe059ce3, // bnez a1,-8: back to the middle
    0xfe061ce3, // bnez a2,-8: back to the head
    RETURN,
  ];
  assert.deepEqual(headsOf(words), [START + 8]);
});
