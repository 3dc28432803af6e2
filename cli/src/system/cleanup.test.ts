import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
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

/** Runs a program that sets something up and then lets `end` happen. */
function leave(end: string): { status: number | null; stdout: string } {
  const module = new URL("./cleanup.js", import.meta.url).href;
  const program = `
    import { withCleanup } from ${JSON.stringify(module)};
    await withCleanup(async (cleanup) => {
      cleanup.add("first", () => console.log("undone"));
      setTimeout(() => {}, 10_000);
      ${end}
      await new Promise(() => {});
    });`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
}

for (const [what, end, status] of [
  ["Ctrl-C", 'process.kill(process.pid, "SIGINT");', 130],
  ["SIGTERM", 'process.kill(process.pid, "SIGTERM");', 143],
  ["an error that nobody catches", 'Promise.reject(new Error("lost"));', 1],
] as const)
  test(`${what} cleans up and ends with status ${status}`, () => {
    const left = leave(end);
    assert.equal(left.stdout, "undone\n");
    assert.equal(left.status, status);
  });
