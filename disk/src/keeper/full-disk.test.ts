/** The disk's own file system is full: nothing acknowledged is dropped, and all goes home later. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { Keeper } from "./index.js";
import { assertDisk, Scratch, TestServer, until } from "./testing/rig.js";

const BLOCK = 4096;
const DISK_BYTES = 4 * 1024 * 1024;
const scratch = new Scratch();
after(() => scratch.clean());

test("what does not fit is kept, reported, and brought home when there is room", async (t) => {
  if (process.getuid?.() !== 0) return t.skip("mounting a small file system needs root");
  const mount = scratch.directory();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", mount], { stdio: "pipe" });
  } catch {
    return t.skip("mounting is not allowed here");
  }
  try {
    const path = join(mount, "thin.img");
    writeFileSync(path, "");
    truncateSync(path, DISK_BYTES);
    const journal = { path: join(scratch.directory(), "journal") };
    const options = { ...scratch.options(), disk: { path }, journal };
    const keeper = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    const model = new Uint8Array(DISK_BYTES);
    for (let at = 0; at < 500; at++) {
      const data = new Uint8Array(BLOCK).fill(1 + (at % 200));
      await server.append(at * BLOCK, data);
      model.set(data, at * BLOCK);
    }
    await server.acknowledged();
    await until(() => keeper.status.errors.home === "ENOSPC");
    assert.ok(keeper.status.errors.homeCount > 0);
    assert.equal(keeper.status.errors.journal, null);
    execFileSync("mount", ["-o", "remount,size=16m", mount]);
    await keeper.drain();
    assert.equal(keeper.status.errors.home, null);
    await keeper.stop();
    assertDisk(path, model);
  } finally {
    execFileSync("umount", [mount]);
  }
});
