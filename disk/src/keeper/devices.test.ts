/** Disk and journal on block devices: loops over files. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { AshlarError } from "../errors.js";
import { vaultPaths } from "../vault/index.js";
import { Keeper, recover } from "./index.js";
import { assertDisk, Scratch, TestServer } from "./testing/rig.js";

const BLOCK = 4096;
const DISK_BYTES = 8 * 1024 * 1024;
const scratch = new Scratch();
const loops: string[] = [];

after(() => {
  for (const loop of loops) execFileSync("losetup", ["--detach", loop]);
  scratch.clean();
});

/** A loop device with blocks of `block` bytes, or undefined where there can be none. */
function loopOf(bytes: number, block: number) {
  const path = join(scratch.directory(), "backing");
  writeFileSync(path, "");
  truncateSync(path, bytes);
  const options = ["--find", "--show", "--direct-io=on", `--sector-size=${block}`, path];
  try {
    const loop = execFileSync("losetup", options, { encoding: "utf8", stdio: "pipe" }).trim();
    loops.push(loop);
    return { loop, path };
  } catch {
    return undefined;
  }
}

test("a disk with blocks of 512 bytes and a journal with blocks of 4096", async (t) => {
  const disk = loopOf(DISK_BYTES, 512);
  const journal = loopOf(16 * 1024 * 1024, BLOCK);
  if (!disk || !journal) return t.skip("loop devices need root");
  const options = {
    ...scratch.options(),
    disk: { path: disk.loop },
    journal: { path: journal.loop },
  };
  const first = await Keeper.start(options);
  const server = new TestServer(options.vaultDirectory);
  const model = new Uint8Array(DISK_BYTES);
  for (let at = 0; at < 100; at++) {
    const data = new Uint8Array(512).fill(at + 1);
    server.write(at * 1536, data);
    model.set(data, at * 1536);
  }
  await server.acknowledged();
  await first.abandon();
  rmSync(vaultPaths(options.vaultDirectory).vault);
  const report = await recover(options);
  assert.equal(report.source, "journal");
  assert.equal(report.recovered_bytes, 100 * 2 * BLOCK, "records are aligned to pages");
  execFileSync("blockdev", ["--flushbufs", disk.loop]);
  assertDisk(disk.path, model);
});

test("a device that holds something is not made a journal", async (t) => {
  const journal = loopOf(16 * 1024 * 1024, 512);
  if (!journal) return t.skip("loop devices need root");
  writeFileSync(journal.loop, Buffer.alloc(BLOCK, 1));
  const options = { ...scratch.options(), journal: { path: journal.loop } };
  await assert.rejects(
    Keeper.start(options),
    (error) => error instanceof AshlarError && error.code === "journal-damaged",
  );
});

test("a device that is too small is not made a journal", async (t) => {
  const journal = loopOf(2 * 1024 * 1024, 512);
  if (!journal) return t.skip("loop devices need root");
  const options = { ...scratch.options(), journal: { path: journal.loop } };
  await assert.rejects(
    Keeper.start(options),
    (error) => error instanceof AshlarError && error.code === "journal-too-small",
  );
});
