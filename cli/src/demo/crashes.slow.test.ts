/** The demonstration's crashes, as a test: an unmodified PostgreSQL, SIGKILL, a power failure. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { withCleanup } from "../system/cleanup.js";
import { makeImage, Stack } from "../system/stack.js";
import { workFolder } from "../system/stacks.js";
import { findTool, missingForFileSystem } from "../system/tools.js";
import { crash } from "./crashes.js";
import { isKept } from "./report.js";

const missing = missingForFileSystem();
if (findTool("qemu-nbd") === undefined) missing.push("qemu-nbd");

for (const model of ["hdd-7200", "ssd-consumer"] as const)
  test(`PostgreSQL on ${model} loses no commit when server, keeper and power go`, async (t) => {
    if (missing.length > 0) return t.skip(`needs ${missing.join(", ")}`);
    await withCleanup(async (cleanup) => {
      const folder = await workFolder("test", cleanup);
      const image = await makeImage(join(folder, "image"), cleanup);
      const options = { mode: "ashlar", model, holdUp_ms: 100, journal_bytes: 2 ** 26 } as const;
      const stack = new Stack(join(folder, "stack"), options, cleanup);
      await stack.copyFrom(image);
      await stack.startService();
      const report = await crash(stack, cleanup, () => {});
      assert.deepEqual(report.ledger.lost, []);
      assert.ok(report.ledger.acknowledged > 20, `only ${report.ledger.acknowledged} commits`);
      assert.ok(isKept(report), JSON.stringify(report));
      await stack.discard();
    });
  });
