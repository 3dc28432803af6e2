/** The journal's spare takes over, on disks that fail on command. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Journal } from "../journal/index.js";
import { EIO } from "../linux/index.js";
import { FAILURES_BEFORE_SPARE } from "./journal-writer.js";
import { Bench } from "./testing/bench.js";
import { FaultyBacking } from "./testing/faulty-backing.js";

describe("the spare journal", () => {
  test("takes over, with all that is not home, when the first one keeps failing", () => {
    const bench = new Bench(true);
    bench.write(0, 1);
    bench.writer.step();
    bench.write(1, 2);
    bench.main.backing.writeErrno = EIO;
    for (let count = 0; count < FAILURES_BEFORE_SPARE; count++)
      assert.equal(bench.writer.step(), "failed");
    assert.equal(bench.shared.get("onSpare"), 1n);
    assert.equal(bench.control.get("journaled"), bench.control.get("head"));
    assert.equal(bench.control.get("journalErrno"), 0n);
    assert.equal(bench.shared.get("homeLimit"), bench.control.get("head"));
    bench.write(2, 3);
    assert.equal(bench.writer.step(), "worked");
    bench.assertJournalComplete(bench.spare!.path);
    const { standby, sequence } = Journal.open(new FaultyBacking(bench.spare!.path), "").superblock;
    assert.equal(standby, false);
    assert.ok(sequence > bench.main.journal.superblock.sequence);
  });

  test("begins where the superblock says, whose floor is for that place, not where the control page does", () => {
    const bench = new Bench(true);
    bench.write(0, 1);
    const released = bench.control.get("head");
    // A keeper was killed when the superblock was on the disk and the control page not changed.
    bench.main.journal.commit({ released, floor: 1n });
    bench.write(1, 2);
    bench.main.backing.syncErrno = EIO;
    for (let count = 0; count < FAILURES_BEFORE_SPARE; count++) bench.writer.step();
    const { superblock } = Journal.open(new FaultyBacking(bench.spare!.path), "");
    assert.deepEqual([superblock.released, superblock.floor], [released, 1n]);
    assert.equal(bench.control.get("released"), released);
  });

  test("that fails too takes nothing over, and nothing is lost", () => {
    const bench = new Bench(true);
    bench.write(0, 1);
    bench.main.backing.writeErrno = EIO;
    bench.spare!.backing.writeErrno = EIO;
    for (let count = 0; count < 2 * FAILURES_BEFORE_SPARE; count++)
      assert.equal(bench.writer.step(), "failed");
    assert.equal(bench.control.get("journaled"), 0n);
    bench.main.backing.writeErrno = 0;
    assert.equal(bench.writer.step(), "worked");
    bench.assertJournalComplete();
  });
});
