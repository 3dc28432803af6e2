/** A run that took more than is proved, or left something else, is no success. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TakenReport } from "@ashlar/validate/machine";
import { boundsText, isKept } from "./validate-bounds.js";

const bound = { instructions: 200, stack_bytes: 32 };
const taken = (instructions: number, stack_bytes: number): TakenReport => ({
  entries: [
    { entry: "send", bound, measured: { runs: 3, instructions, stack_bytes } },
    { entry: "wait", bound, measured: null },
  ],
  different: null,
});

test("what took as much as is proved is kept, what took more is not", () => {
  assert.equal(isKept(taken(200, 32)), true);
  assert.equal(isKept(taken(201, 32)), false);
  assert.equal(isKept(taken(200, 33)), false);
  assert.equal(isKept({ ...taken(1, 0), different: "send: byte 3" }), false);
});

test("an entry has what it takes and took in its row", () => {
  const text = boundsText(taken(180, 16));
  assert.match(text, /^send +200 +180 +32 +16 +3$/m);
  assert.match(text, /^wait +200 +– +32 +– +0$/m);
  assert.match(text, /3 runs from the trap on left what WebAssembly leaves$/);
  assert.match(boundsText({ ...taken(1, 0), different: "send: byte 3" }), /DIFFERENT: send/);
});
