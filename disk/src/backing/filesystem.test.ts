/** File systems that are full, or that can do little: small ones, mounted for the test. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { SystemError } from "../linux/index.js";
import { alignedBuffer } from "./aligned.js";
import { openDirectBacking } from "./direct.js";

const BLOCK = 4096;
const MEBI = 1024 * 1024;
const NO_MOUNT = "mounting needs root";

/** Runs `use` on a file of 8 MiB in a file system mounted for it; undefined where none can be. */
function withMount(options: string[], use: (path: string) => void): true | undefined {
  const mount = mkdtempSync(join(tmpdir(), "ashlar-mount-"));
  try {
    execFileSync("mount", [...options, "none", mount], { stdio: "pipe" });
  } catch {
    rmdirSync(mount);
    return undefined;
  }
  try {
    const path = join(mount, "disk.img");
    writeFileSync(path, "");
    truncateSync(path, 8 * MEBI);
    use(path);
  } finally {
    execFileSync("umount", [mount]);
    rmdirSync(mount);
  }
  return true;
}

test("a full file system answers ENOSPC, by write and by zero alike", (t) => {
  const done = withMount(["-t", "tmpfs", "-o", "size=1m"], (path) => {
    const backing = openDirectBacking(path);
    const full = (error: unknown) => error instanceof SystemError && error.code === "ENOSPC";
    const { address } = alignedBuffer(4 * MEBI);
    assert.throws(() => backing.write(address, 4 * MEBI, 0), full);
    assert.throws(() => backing.zero(4 * MEBI, 4 * MEBI, true), full);
    backing.close();
  });
  if (!done) t.skip(NO_MOUNT);
});

test("without direct transfers, holes and zero ranges (ramfs) a file still is a disk", (t) => {
  const done = withMount(["-t", "ramfs"], (path) => {
    const backing = openDirectBacking(path, { lock: true });
    assert.equal(backing.direct, false);
    assert.equal(backing.punches, false);
    assert.equal(backing.logicalBlock, 512);
    const buffer = alignedBuffer(4 * MEBI);
    buffer.bytes.fill(7);
    backing.write(buffer.address, 4 * MEBI, 0);
    backing.sync();
    for (const keep of [false, true]) backing.zero(keep ? 2 * MEBI : BLOCK, MEBI + BLOCK, keep);
    backing.read(buffer.address, 4 * MEBI, 0);
    const zeros = buffer.bytes.filter((byte) => byte === 0).length;
    assert.equal(zeros, 2 * (MEBI + BLOCK));
    assert.equal(buffer.bytes[BLOCK - 1], 7);
    assert.equal(buffer.bytes[BLOCK], 0);
    assert.equal(buffer.bytes[3 * MEBI + BLOCK], 7);
    backing.close();
  });
  if (!done) t.skip(NO_MOUNT);
});

test("without SEEK_DATA (ramfs) all of a range counts as allocated", (t) => {
  const done = withMount(["-t", "ramfs"], (path) => {
    const backing = openDirectBacking(path);
    const extent = { offset: BLOCK, length: MEBI, allocated: true };
    assert.deepEqual(backing.extents(BLOCK, MEBI), [extent]);
    backing.close();
  });
  if (!done) t.skip(NO_MOUNT);
});
