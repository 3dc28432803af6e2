import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { AshlarError } from "../errors.js";
import { SystemError } from "../linux/index.js";
import { alignedBuffer } from "./aligned.js";
import { type DirectBacking, openDirectBacking } from "./direct.js";

const BLOCK = 4096;
const MEBI = 1024 * 1024;
const directories: string[] = [];

function scratch(base: string): string {
  const directory = mkdtempSync(join(base, "ashlar-backing-"));
  directories.push(directory);
  return directory;
}

after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

function fileOf(base: string, bytes: number): string {
  const path = join(scratch(base), "disk.img");
  writeFileSync(path, "");
  truncateSync(path, bytes);
  return path;
}

function filled(length: number, value: number) {
  const buffer = alignedBuffer(length);
  buffer.bytes.fill(value);
  return buffer;
}

function readBack(backing: DirectBacking, offset: number, length: number): Uint8Array {
  const buffer = filled(length, 0xee);
  backing.read(buffer.address, length, offset);
  return buffer.bytes;
}

function assertAll(bytes: Uint8Array, value: number): void {
  assert.equal(
    bytes.findIndex((byte) => byte !== value),
    -1,
  );
}

// The same table on a disk's file system and on tmpfs, which lacks zero ranges.
for (const base of [tmpdir(), "/dev/shm"]) {
  describe(`a file in ${base}`, () => {
    function open(bytes = MEBI) {
      return openDirectBacking(fileOf(base, bytes));
    }

    test("has its size, a block of 512 or 4096 bytes, and stays as long as it is", () => {
      const path = fileOf(base, MEBI);
      const backing = openDirectBacking(path);
      assert.equal(backing.bytes, MEBI);
      assert.equal(backing.kind, "file");
      assert.ok([512, 4096].includes(backing.logicalBlock));
      assert.equal(statSync(path).size, MEBI);
      backing.close();
    });

    test("opening destroys nothing", () => {
      const path = fileOf(base, MEBI);
      writeFileSync(path, Buffer.alloc(MEBI, 7));
      const backing = openDirectBacking(path);
      assertAll(readBack(backing, 0, MEBI), 7);
      backing.close();
    });

    test("what is written is read, gathered pieces side by side", () => {
      const backing = open();
      const pieces = [1, 2, 3].map((value) => filled(BLOCK, value));
      backing.write(pieces[0]!.address, BLOCK, 8 * BLOCK);
      backing.writeGathered(
        pieces.map((piece) => ({ address: piece.address, length: BLOCK })),
        16 * BLOCK,
      );
      backing.sync();
      assertAll(readBack(backing, 8 * BLOCK, BLOCK), 1);
      for (const value of [1, 2, 3])
        assertAll(readBack(backing, (15 + value) * BLOCK, BLOCK), value);
      assertAll(readBack(backing, 19 * BLOCK, BLOCK), 0);
      backing.close();
    });

    for (const keep of [false, true])
      test(`zeroed (keep ${keep}) ranges read as zeros, their neighbours stay`, () => {
        const backing = open(4 * MEBI);
        const pattern = filled(4 * MEBI, 9);
        backing.write(pattern.address, 4 * MEBI, 0);
        backing.zero(BLOCK, 3 * MEBI, keep);
        assertAll(readBack(backing, 0, BLOCK), 9);
        assertAll(readBack(backing, BLOCK, 3 * MEBI), 0);
        assertAll(readBack(backing, 3 * MEBI + BLOCK, MEBI - BLOCK), 9);
        backing.close();
      });

    test("a zeroed range reads as zeros and gives its space back", () => {
      const path = fileOf(base, MEBI);
      writeFileSync(path, Buffer.alloc(MEBI, 7));
      const backing = openDirectBacking(path);
      assert.ok(backing.punches);
      const before = statSync(path).blocks;
      backing.zero(0, MEBI / 2, false);
      backing.sync();
      assertAll(readBack(backing, 0, MEBI / 2), 0);
      assert.ok(statSync(path).blocks <= before / 2 + 16);
      backing.close();
    });

    test("extents are in order, without gaps, cut to the range asked for", () => {
      const backing = open();
      const block = filled(16 * BLOCK, 1);
      backing.write(block.address, 16 * BLOCK, 32 * BLOCK);
      backing.sync();
      assert.deepEqual(backing.extents(16 * BLOCK, 24 * BLOCK), [
        { offset: 16 * BLOCK, length: 16 * BLOCK, allocated: false },
        { offset: 32 * BLOCK, length: 8 * BLOCK, allocated: true },
      ]);
      assert.deepEqual(backing.extents(64 * BLOCK, BLOCK), [
        { offset: 64 * BLOCK, length: BLOCK, allocated: false },
      ]);
      backing.close();
    });

    test("a second lock is refused with a code, an opener without a lock is not", () => {
      const path = fileOf(base, MEBI);
      const first = openDirectBacking(path, { lock: true });
      assert.throws(
        () => openDirectBacking(path, { lock: true }),
        (error) => error instanceof AshlarError && error.code === "in-use",
      );
      openDirectBacking(path, { writable: false }).close();
      first.close();
      openDirectBacking(path, { lock: true }).close();
    });

    test("transfers out of bounds or out of alignment are the programmer's mistake", () => {
      const path = fileOf(base, MEBI);
      const backing = openDirectBacking(path);
      const { address } = filled(2 * BLOCK, 1);
      const mistakes: [number, number, number][] = [
        [address, BLOCK, MEBI],
        [address, 2 * BLOCK, MEBI - BLOCK],
        [address, 0, 0],
        [address, 100, 0],
        [address, BLOCK, 100],
        [address + 100, BLOCK, 0],
        [address, BLOCK, -BLOCK],
      ];
      for (const [from, length, offset] of mistakes) {
        assert.throws(() => backing.read(from, length, offset), assert.AssertionError);
        assert.throws(() => backing.write(from, length, offset), assert.AssertionError);
      }
      assert.equal(statSync(path).size, MEBI);
      backing.close();
    });

    test("a file cut short behind our back is an error, not zeros", () => {
      const path = fileOf(base, MEBI);
      const backing = openDirectBacking(path);
      truncateSync(path, BLOCK);
      const { address } = filled(BLOCK, 1);
      assert.throws(
        () => backing.read(address, BLOCK, MEBI / 2),
        (error) => error instanceof SystemError && error.code === "EIO",
      );
      backing.close();
    });
  });
}

test("what cannot hold a disk is refused with a code", () => {
  const cases: [string, string][] = [
    [tmpdir(), "not-a-disk"],
    ["/dev/null", "not-a-disk"],
    [fileOf(tmpdir(), 0), "size-unaligned"],
    [fileOf(tmpdir(), 1000), "size-unaligned"],
    [fileOf("/dev/shm", 2 ** 52 + 4096), "disk-too-large"],
  ];
  for (const [path, code] of cases)
    assert.throws(
      () => openDirectBacking(path),
      (error) => error instanceof AshlarError && error.code === code,
    );
  assert.throws(() => openDirectBacking("/nonexistent/disk"), { code: "no-such-file" });
});
