import assert from "node:assert/strict";
import { test } from "node:test";
import { makeBundle } from "./bundle.js";
import * as places from "./places.js";
import { CONSOLE, STEP_END, STEP_WORDS } from "./plan.js";
import { storeScene } from "./scenes/store.js";

const { manifest } = storeScene(77);
const TEXT = new Uint8Array(5000).fill(0xab);
const programs = new Map(manifest.components.map(({ program }) => [program, TEXT]));

test("a component's numbers are in its own copy of the text, and in nobody else's", () => {
  const { bytes } = makeBundle(manifest, programs);
  const view = new DataView(bytes.buffer);
  const firsts = manifest.components.map((component, index) => {
    const at = 0x10000 + index * 2 * places.PAGE + places.ARGUMENTS - places.PROGRAM;
    return { name: component.name, first: view.getBigUint64(at, true) };
  });
  const untouched = 0xabab_abab_abab_ababn;
  assert.equal(firsts.find(({ name }) => name === "client")?.first, 77n);
  assert.equal(firsts.find(({ name }) => name === "store")?.first, untouched);
  assert.ok(TEXT.every((byte) => byte === 0xab));
});

test("the plan ends where it says", () => {
  const { bytes, steps } = makeBundle(manifest, programs);
  const view = new DataView(bytes.buffer);
  const kinds = Array.from({ length: steps + 1 }, (_, step) =>
    Number(view.getBigUint64(step * STEP_WORDS * 8, true) & 0xffn),
  );
  assert.equal(kinds.indexOf(STEP_END), steps);
});

test("what a component has in its address space does not overlap", () => {
  const { ARGUMENTS, ARGUMENTS_MAX, CODE, CODE_END, DATA, DATA_PAGES, MESSAGE } = places;
  const { PAGE, PROGRAM, SHARED, STACK, STACK_PAGES, STATIC, TEXT_PAGES_MAX } = places;
  assert.equal(PROGRAM + TEXT_PAGES_MAX * PAGE, DATA);
  assert.equal(ARGUMENTS + ARGUMENTS_MAX * 8, CODE_END);
  assert.equal(CODE_END + 8, CODE);
  assert.equal(MESSAGE, DATA);
  assert.ok(STATIC > DATA && STATIC < DATA + DATA_PAGES * PAGE);
  assert.ok(DATA + DATA_PAGES * PAGE < STACK, "a page lies between data and stack");
  assert.ok(STACK + STACK_PAGES * PAGE < SHARED, "and between stack and what is shared");
  assert.equal(CONSOLE, places.WINDOW + PAGE);
});
