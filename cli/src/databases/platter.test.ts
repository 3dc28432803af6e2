/** The disk below an unsafe service, after the power has failed. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import { remember, revert } from "./platter.js";

const BLOCKS = 1024;
const BLOCK_BYTES = 4096;

test("each block that changed is new or old, whole; the others stay", async (t) => {
  const seed = seedFromEnvironment();
  t.diagnostic(`seed ${seed}`);
  const folder = mkdtempSync(join(tmpdir(), "ashlar-platter-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [disk, earlier] = [join(folder, "disk"), join(folder, "earlier")];
  const image = (last: string) =>
    Buffer.concat(
      Array.from({ length: BLOCKS }, (_, at) => Buffer.alloc(BLOCK_BYTES, at % 2 ? last : "same")),
    );
  writeFileSync(disk, image("old!"));
  await remember(disk, earlier);
  writeFileSync(disk, image("new!"));
  revert(disk, earlier, new Random(seed));
  const found = readFileSync(disk);
  let old = 0;
  for (let at = 0; at < BLOCKS; at++) {
    const block = found.subarray(at * BLOCK_BYTES, (at + 1) * BLOCK_BYTES);
    const isOld = block.equals(Buffer.alloc(BLOCK_BYTES, "old!"));
    old += Number(isOld);
    const whole = isOld || block.equals(Buffer.alloc(BLOCK_BYTES, at % 2 ? "new!" : "same"));
    assert.ok(whole, `block ${at} is torn`);
  }
  assert.ok(old > BLOCKS / 8 && old < (BLOCKS * 3) / 8, `${old} of ${BLOCKS / 2} are old`);
});

test("where nothing was remembered nothing is lost", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "ashlar-platter-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const disk = join(folder, "disk");
  writeFileSync(disk, "kept");
  revert(disk, join(folder, "earlier"), new Random(1));
  assert.equal(readFileSync(disk, "utf8"), "kept");
});
