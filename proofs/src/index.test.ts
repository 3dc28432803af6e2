/** All theorems together: they live in one thread, which has one table of terms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { theorems } from "./index.js";

test("every theorem has a name of its own, and can be stated whatever others there are", () => {
  const all = theorems();
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  for (const { id, exhibit } of all) assert.ok((exhibit?.().goals.length ?? 1) > 0, id);
});
