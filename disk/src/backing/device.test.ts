/** Block devices, as loop devices over files. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { AshlarError } from "../errors.js";
import { SystemError } from "../linux/index.js";
import { alignedBuffer } from "./aligned.js";
import { openDirectBacking } from "./direct.js";

const MEBI = 1024 * 1024;
const BLOCK = 4096;
const directory = mkdtempSync(join(tmpdir(), "ashlar-device-"));
test.after(() => rmSync(directory, { recursive: true }));

let files = 0;
/** Runs `use` on a loop device with blocks of `block` bytes; undefined where none can be made. */
function withLoop(block: number, use: (device: string, image: string) => void): true | undefined {
  const image = join(directory, `image${files++}`);
  writeFileSync(image, "");
  truncateSync(image, 16 * MEBI);
  let device: string;
  try {
    const options = ["--find", "--show", "--sector-size", String(block), image];
    device = execFileSync("losetup", options, { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return undefined;
  }
  try {
    use(device, image);
  } finally {
    execFileSync("losetup", ["--detach", device]);
  }
  return true;
}

const NO_LOOP = "loop devices need root and losetup";
const inUse = (error: unknown) => error instanceof AshlarError && error.code === "in-use";

for (const block of [512, 4096])
  test(`a device with blocks of ${block} bytes has their size and its own`, (t) => {
    const done = withLoop(block, (path) => {
      const backing = openDirectBacking(path, { lock: true });
      assert.equal(backing.kind, "device");
      assert.equal(backing.direct, true);
      assert.equal(backing.bytes, 16 * MEBI);
      assert.equal(backing.logicalBlock, block);
      backing.close();
    });
    if (!done) t.skip(NO_LOOP);
  });

test("what is written is read; zeroed ranges are zeros; all is allocated", (t) => {
  const done = withLoop(512, (path) => {
    const backing = openDirectBacking(path);
    const buffer = alignedBuffer(MEBI);
    const expectAll = (value: number, offset: number) => {
      buffer.bytes.fill(0xee);
      backing.read(buffer.address, MEBI, offset);
      assert.ok(buffer.bytes.every((byte) => byte === value));
    };
    for (const offset of [0, MEBI, 2 * MEBI, 3 * MEBI]) {
      buffer.bytes.fill(5);
      backing.write(buffer.address, MEBI, offset);
    }
    backing.sync();
    backing.zero(0, MEBI, false);
    backing.zero(MEBI, MEBI, true);
    backing.zero(2 * MEBI, MEBI, false);
    for (const offset of [0, MEBI, 2 * MEBI]) expectAll(0, offset);
    expectAll(5, 3 * MEBI);
    const extent = { offset: BLOCK, length: MEBI, allocated: true };
    assert.deepEqual(backing.extents(BLOCK, MEBI), [extent]);
    backing.close();
  });
  if (!done) t.skip(NO_LOOP);
});

test("a device locked by one service is refused to the next, readers are let in", (t) => {
  const done = withLoop(512, (path) => {
    const first = openDirectBacking(path, { lock: true });
    assert.throws(() => openDirectBacking(path, { lock: true }), inUse);
    openDirectBacking(path, { writable: false }).close();
    first.close();
    openDirectBacking(path, { lock: true }).close();
  });
  if (!done) t.skip(NO_LOOP);
});

test("a mounted device is refused to a service", (t) => {
  const done = withLoop(512, (path) => {
    const mount = mkdtempSync(join(directory, "mount-"));
    execFileSync("mkfs.ext4", ["-q", path]);
    execFileSync("mount", [path, mount]);
    try {
      assert.throws(() => openDirectBacking(path, { lock: true }), inUse);
    } finally {
      execFileSync("umount", [mount]);
    }
  });
  if (!done) t.skip(NO_LOOP);
});

test("a device that loses its storage answers with an error", (t) => {
  const done = withLoop(512, (path, image) => {
    const backing = openDirectBacking(path);
    truncateSync(image, 0);
    const buffer = alignedBuffer(BLOCK);
    assert.throws(
      () => backing.read(buffer.address, BLOCK, 8 * MEBI),
      (error) => error instanceof SystemError && error.code === "EIO",
    );
    backing.close();
  });
  if (!done) t.skip(NO_LOOP);
});
