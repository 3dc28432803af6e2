/** Histories long enough for high to act in its turn and for low to look in the next one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { explore } from "./explore.js";
import { LEAKS } from "./leaks.js";

const DEPTH = 4;

test("after each of a hundred thousand histories low sees what it would see without high", () => {
  const { leak, histories } = explore({ depth: DEPTH });
  assert.equal(leak, undefined);
  assert.ok(histories > 100_000);
});

for (const [name, wrong] of Object.entries(LEAKS))
  test(`a planted leak is found: ${name}`, () => {
    const { leak } = explore({ depth: DEPTH, wrong });
    assert.ok(leak);
    assert.ok(leak.history.some((one) => one.startsWith("high")));
  });
