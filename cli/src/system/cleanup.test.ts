import assert from "node:assert/strict";
import { test } from "node:test";
import { Cleanup, withCleanup } from "./cleanup.js";

test("steps are undone last first, each once, also after a failure in the work", async () => {
  const undone: string[] = [];
  const work = withCleanup(async (cleanup) => {
    cleanup.add("first", () => void undone.push("first"));
    const second = cleanup.add("second", () => void undone.push("second"));
    cleanup.add("third", () => void undone.push("third"));
    await second();
    await second();
    throw new Error("the work failed");
  });
  await assert.rejects(work, /the work failed/);
  assert.deepEqual(undone, ["second", "third", "first"]);
});

test("a step that fails is reported and does not stop the others", async () => {
  const cleanup = new Cleanup();
  let undone = false;
  cleanup.add("mount", () => {
    undone = true;
  });
  cleanup.add("loop device", () => {
    throw new Error("busy");
  });
  await cleanup.run();
  assert.ok(undone);
  assert.deepEqual(cleanup.failures, ["loop device: busy"]);
});
