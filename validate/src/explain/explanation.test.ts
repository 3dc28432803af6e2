/** A proof is shown as it is made: where both sides are cut, with what between, and where it stops. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainedSmall } from "../testing/small.js";
import { BODY, CODE, RETURN } from "../testing/sum-loop.js";

const explainedWith = (change: Partial<typeof CODE>) =>
  explainedSmall(BODY, [...Object.values({ ...CODE, ...change }), RETURN]);

const textOf = (lines: readonly { text: string }[]) => lines.map(({ text }) => text);

describe("a loop that is proved", () => {
  const { isCut, chunks } = explainedWith({});

  test("has a chunk from the start and one from the loop's head, both proved", () => {
    assert.ok(isCut);
    assert.deepEqual(
      chunks.map(({ from, state, doing }) => [from?.address ?? null, state, doing]),
      [
        [null, "proved", null],
        [0x1004, "proved", null],
      ],
    );
  });

  test("has both sides of each, up to the next head", () => {
    const [start, round] = chunks;
    assert.deepEqual(textOf(start!.wasm), ["loop"]);
    assert.deepEqual(textOf(start!.machine), ["addi x0,x0,0"]);
    assert.deepEqual(textOf(round!.wasm).slice(0, 4), [
      ...["local.get 1", "local.get 0", "i32.add", "local.set 1"],
    ]);
    assert.deepEqual(textOf(round!.machine), [
      ...["addw x11,x11,x10", "addiw x10,x10,-1", "bne x10,x0,0x1004"],
      ...["addi x10,x11,0", "jalr x0,0(x1)"],
    ]);
  });

  test("says what relates both sides, and what a round changes", () => {
    const { relation, changes } = chunks[1]!;
    assert.ok(relation.includes("x11 − signed local 1"), relation.join("; "));
    assert.deepEqual([...changes].sort(), ["local 0", "local 1", "x10", "x11"]);
  });
});

test("a loop that is wrong stops where its rounds are compared, or nothing relates them", () => {
  const { chunks } = explainedWith({ step: 0xffe5051b }); // addiw a0,a0,-2
  const stopped = chunks.filter(({ state }) => state === "stopped here");
  assert.equal(stopped.length, 1);
  assert.ok(stopped[0]!.from !== null && stopped[0]!.doing !== null);
});

test("a function without loops is one chunk", () => {
  const { isCut, chunks } = explainedSmall([0x20, 1], [0x00058513, RETURN]); // mv a0,a1
  assert.equal(isCut, false);
  assert.deepEqual(
    chunks.map(({ from, state, machine }) => [from, state, textOf(machine)]),
    [[null, "proved", ["addi x10,x11,0", "jalr x0,0(x1)"]]],
  );
});
