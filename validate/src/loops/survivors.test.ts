import assert from "node:assert/strict";
import { test } from "node:test";
import { TRUE } from "@ashlar/logic";
import type { Node } from "./node.js";
import { Survivors } from "./survivors.js";

const node = (label: number, ...changing: string[]) =>
  ({ label, address: 0n, variant: new Set(changing) }) as unknown as Node;
const saying = (says: string) => ({ says, holds: () => TRUE });
const [outer, inner] = [node(1, "x5"), node(2, "x5", "x6")];

test("what was left is known as long as rounds change no more", () => {
  const survivors = new Survivors();
  survivors.keep([outer, inner], [saying("x6 is signed")]);
  assert.deepEqual(survivors.of([outer, inner]), new Set(["x6 is signed"]));
  assert.equal(survivors.of([inner]), undefined);
  assert.equal(survivors.of([outer, node(2, "x5", "x6", "x7")]), undefined);
});

test("where more is known of the outer loop, what is within it is asked anew", () => {
  const survivors = new Survivors();
  for (const open of [[outer], [outer, inner]]) survivors.keep(open, [saying("x5 is signed")]);
  survivors.forgetWithin([outer]);
  assert.equal(survivors.of([outer, inner]), undefined);
  assert.ok(survivors.of([outer]) !== undefined);
});
