/** The work of both threads without the threads: one step at a time, on a disk that fails. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { RangeKind } from "@ashlar/rapilog";
import { Journal, journalOffset, RING_OFFSET } from "../journal/index.js";
import { EIO, monotonic_ns } from "../linux/index.js";
import { CONTROL_BYTES, Power } from "../vault/index.js";
import { Bench, BLOCK, RING_SECTORS } from "./testing/bench.js";
import { FaultyBacking } from "./testing/faulty-backing.js";
import { assertDisk } from "./testing/rig.js";

describe("the journal writer", () => {
  test("writes what is new, once, in one piece, and syncs it", () => {
    const bench = new Bench();
    bench.write(0, 1);
    bench.write(1, 2);
    assert.equal(bench.writer.step(), "worked");
    assert.deepEqual(bench.main.backing.calls, [
      { offset: journalOffset(0n, RING_SECTORS), length: 2 * (512 + BLOCK) },
      "sync",
    ]);
    assert.equal(bench.control.get("journaled"), bench.control.get("head"));
    bench.assertJournalComplete();
    assert.equal(bench.writer.step(), "idle");
  });

  test("reports a failed write and does not move on", () => {
    const bench = new Bench();
    bench.write(0, 1);
    bench.main.backing.writeErrno = EIO;
    assert.equal(bench.writer.step(), "failed");
    assert.equal(bench.control.get("journaled"), 0n);
    assert.equal(bench.control.get("journalErrno"), BigInt(EIO));
    bench.main.backing.writeErrno = 0;
    assert.equal(bench.writer.step(), "worked");
    assert.equal(bench.control.get("journalErrno"), 0n);
    assert.equal(bench.control.get("journalErrors"), 1n);
    bench.assertJournalComplete();
  });

  test("writes again after a failed sync, which lost the data: never only syncs again", () => {
    const bench = new Bench();
    bench.write(0, 1);
    bench.main.backing.syncErrno = EIO;
    assert.equal(bench.writer.step(), "failed");
    bench.write(1, 2);
    bench.main.backing.syncErrno = 0;
    assert.equal(bench.writer.step(), "worked");
    bench.assertJournalComplete();
  });

  test("writes no more at once than the budget covers, and lets home go to whole records only", () => {
    const bench = new Bench();
    bench.control.set("budgetBytes", BigInt(100 * 1024));
    for (let at = 0; at < 40; at++) bench.write(at, at);
    const seen: bigint[][] = [];
    while (bench.writer.step() === "worked")
      seen.push([bench.control.get("journaled"), bench.shared.get("homeLimit")]);
    assert.deepEqual(seen, [
      [200n, 0n],
      [360n, 360n],
    ]);
    bench.assertJournalComplete();
  });

  test("gives ring space free only when the superblock that says so is synced", () => {
    const bench = new Bench();
    bench.write(0, 1);
    bench.writer.step();
    bench.shared.set("releaseFloor", 1n);
    bench.shared.set("releaseWanted", 9n);
    bench.main.backing.syncErrno = EIO;
    assert.equal(bench.writer.step(), "failed");
    assert.equal(bench.control.get("released"), 0n);
    bench.main.backing.syncErrno = 0;
    assert.equal(bench.writer.step(), "worked");
    assert.equal(bench.control.get("released"), 9n);
    const reopened = Journal.open(new FaultyBacking(bench.main.path), "journal").superblock;
    assert.equal(reopened.released, 9n);
    assert.equal(reopened.floor, 1n);
  });

  test("never writes over the superblock that counts before the next one does", () => {
    const bench = new Bench();
    const released = (value: bigint) => {
      bench.shared.set("releaseWanted", value);
      bench.main.backing.calls.length = 0;
      bench.writer.step();
      return bench.main.backing.calls.find((call) => call !== "sync" && call.offset < RING_OFFSET);
    };
    for (let at = 0; at < 3; at++) bench.write(at, 1);
    bench.writer.step();
    const one = released(9n);
    bench.main.backing.syncErrno = EIO;
    const failed = released(18n);
    bench.main.backing.syncErrno = 0;
    const again = released(18n);
    assert.notDeepEqual(one, failed);
    assert.deepEqual(failed, again);
    assert.notDeepEqual(released(27n), again);
  });

  test("writes again the superblock that it found, before it writes over the other one", () => {
    const bench = new Bench();
    const calls = () => bench.main.backing.calls.splice(0);
    bench.main.journal.stage({ released: 9n });
    const [staged] = calls();
    // Killed before the sync: what is read next is not durable yet.
    const reopened = Journal.open(bench.main.backing, "journal");
    assert.equal(reopened.superblock.released, 9n);
    reopened.stage({});
    const [again, synced, next] = calls();
    assert.deepEqual([again, synced], [staged, "sync"]);
    assert.notDeepEqual(next, staged);
  });

  test("ends with a superblock that is clean and knows the disk's time stamps", () => {
    const bench = new Bench();
    bench.shared.set("cleanWanted", 1n);
    bench.writer.step();
    assert.equal(bench.shared.get("cleanDone"), 1n);
    const { clean, stamp } = Journal.open(new FaultyBacking(bench.main.path), "it").superblock;
    assert.deepEqual({ clean, stamp }, { clean: true, stamp: { mtime_ns: 5n, ctime_ns: 6n } });
  });
});

describe("when the power fails", () => {
  function fail(bench: Bench): void {
    bench.control.set("powerSince_ns", monotonic_ns());
    bench.control.set("power", Power.failing);
  }

  test("what clients were told is journaled and synced first, then the rest", () => {
    const bench = new Bench();
    bench.control.set("budgetBytes", BigInt(2 * (512 + BLOCK) + 512));
    for (let at = 0; at < 4; at++) bench.write(at, at);
    assert.equal(bench.control.get("acknowledged"), 19n, "in the middle of the third record");
    fail(bench);
    bench.writer.step();
    assert.equal(bench.control.get("flushes"), 1n);
    assert.equal(bench.control.get("flushLastBytes"), 19n * 512n);
    assert.equal(bench.control.get("journaled"), 19n);
    assert.equal(bench.shared.get("homeLimit"), 0n, "not in the middle of a record");
    assert.equal(bench.control.get("power"), Power.failing);
    bench.writer.step();
    assert.equal(bench.control.get("power"), Power.flushed);
    assert.equal(bench.control.get("journaled"), bench.control.get("head"));
    const offset = journalOffset(19n, RING_SECTORS);
    assert.deepEqual(bench.main.backing.calls, [
      { offset: RING_OFFSET, length: 19 * 512 },
      "sync",
      { offset, length: 17 * 512 },
      "sync",
    ]);
    bench.assertJournalComplete();
  });

  test("a failed attempt begins again from what is certainly journaled", () => {
    const bench = new Bench();
    bench.control.set("budgetBytes", 512n);
    bench.write(0, 1);
    fail(bench);
    bench.writer.step();
    bench.main.backing.syncErrno = EIO;
    assert.equal(bench.writer.step(), "failed");
    bench.main.backing.syncErrno = 0;
    while (bench.control.get("power") === Power.failing) bench.writer.step();
    bench.assertJournalComplete();
  });

  test("home may go on to the end afterwards, though nothing new is written", () => {
    const bench = new Bench();
    bench.control.set("budgetBytes", BigInt(1 << 20));
    for (let at = 0; at < 3; at++) bench.write(at, at);
    fail(bench);
    while (bench.control.get("power") === Power.failing) bench.writer.step();
    assert.equal(bench.shared.get("homeLimit"), bench.control.get("head"));
  });

  test("a false alarm that ends during the flush is over: the power's return stands", () => {
    const bench = new Bench();
    bench.control.set("budgetBytes", BigInt(1 << 20));
    bench.write(0, 1);
    fail(bench);
    bench.main.backing.beforeWrite = () => bench.control.set("power", Power.normal);
    bench.writer.step();
    assert.equal(bench.control.get("power"), Power.normal);
    assert.equal(bench.control.get("journaled"), bench.control.get("head"));
  });

  test("with nothing to flush it is flushed at once", () => {
    const bench = new Bench();
    fail(bench);
    bench.writer.step();
    assert.equal(bench.control.get("power"), Power.flushed);
    assert.deepEqual(bench.main.backing.calls, []);
  });
});

describe("the home writer", () => {
  test("brings an epoch home, the newest version of each block, and syncs", () => {
    const bench = new Bench();
    for (const [at, value] of [
      [5, 1],
      [6, 2],
      [5, 3],
    ] as const)
      bench.write(at, value);
    bench.writer.step();
    assert.deepEqual(bench.epoch(), { outcome: "done", end: 27n });
    assert.deepEqual(bench.home.calls.at(-1), "sync");
    assertDisk(bench.homePath, bench.model);
  });

  test("writes only what the journal holds", () => {
    const bench = new Bench();
    bench.write(0, 1);
    bench.writer.step();
    bench.write(1, 2);
    assert.equal(bench.epoch().end, 9n);
    assert.equal(readFileSync(bench.homePath)[BLOCK], 0);
  });

  for (const fault of ["writeErrno", "syncErrno"] as const)
    test(`reports a failure (${fault}) and writes the epoch again from its start`, () => {
      const bench = new Bench();
      for (let at = 0; at < 20; at += 2) bench.write(at, at + 1);
      bench.writer.step();
      bench.home[fault] = EIO;
      assert.deepEqual(bench.epoch(), { outcome: "failed", end: 0n });
      assert.equal(bench.control.get("homeErrno"), BigInt(EIO));
      bench.home[fault] = 0;
      assert.equal(bench.epoch().outcome, "done");
      assert.equal(bench.control.get("homeErrno"), 0n);
      assertDisk(bench.homePath, bench.model);
    });

  test("begins no write once the power is failing, and goes on when it is back", () => {
    const bench = new Bench();
    for (let at = 0; at < 20; at += 2) bench.write(at, 1);
    bench.writer.step();
    let writes = 0;
    bench.home.beforeWrite = () => {
      if (++writes === 3) bench.control.set("power", Power.failing);
    };
    assert.equal(bench.epoch().outcome, "power");
    assert.equal(writes, 3);
    bench.control.set("power", Power.normal);
    assert.equal(bench.epoch().outcome, "done");
    assertDisk(bench.homePath, bench.model);
  });

  test("takes a pad for no damage at an epoch's end, where the record behind it has no room", () => {
    const bench = new Bench();
    const append = (sectors: number) => {
      assert.equal(bench.server.write(0, new Uint8Array(sectors * 512).fill(sectors)), 0);
    };
    const longest = 512;
    for (let count = 0; count < 5; count++) append(longest);
    append(411);
    bench.writer.step();
    const from = bench.control.get("head");
    assert.equal(from, 2977n);
    bench.control.set("released", from);
    bench.server.pull();
    append(longest);
    append(98);
    // A batch ends with it, so the next one begins with the pad.
    assert.equal(bench.server.zero(0, BLOCK, RangeKind.zero), 0);
    append(longest);
    assert.equal(bench.control.get("head"), 4096n + 513n, "a pad fills the rest of the ring");
    while (bench.writer.step() === "worked");
    assert.deepEqual(bench.epoch(), { outcome: "done", end: 4096n });
    bench.control.set("released", 4096n);
    assert.deepEqual(bench.epoch(), { outcome: "done", end: 4096n + 513n });
    assert.equal(bench.shared.get("damagedAt"), 0n);
  });

  test("never writes a record that does not verify, nor one after it", () => {
    const bench = new Bench();
    for (let at = 0; at < 5; at++) bench.write(at, at + 1);
    bench.writer.step();
    const payload = bench.server.log.vaultOffset + CONTROL_BYTES + (2 * 9 + 1) * 512;
    new Uint8Array(bench.server.log.memory.buffer)[payload + 100]! ^= 0x10;
    assert.equal(bench.epoch().outcome, "damaged");
    assert.equal(bench.shared.get("damagedAt"), 19n);
    const disk = readFileSync(bench.homePath);
    assert.equal(
      disk.subarray(2 * BLOCK).findIndex((byte) => byte !== 0),
      -1,
    );
  });

  test("applies ranges in their place between writes", () => {
    const bench = new Bench();
    for (let at = 0; at < 8; at++) bench.write(at, 7);
    assert.equal(bench.server.zero(BLOCK, 3 * BLOCK, RangeKind.zero), 0);
    bench.model.fill(0, BLOCK, 4 * BLOCK);
    bench.write(2, 9);
    assert.equal(bench.server.zero(6 * BLOCK, BLOCK, RangeKind.zeroKeep), 0);
    bench.model.fill(0, 6 * BLOCK, 7 * BLOCK);
    bench.writer.step();
    assert.equal(bench.epoch().outcome, "done");
    assertDisk(bench.homePath, bench.model);
  });

  for (const punches of [true, false])
    test(`makes zeros of what was trimmed, if space can be released (${punches}) or not`, () => {
      const bench = new Bench();
      for (let at = 0; at < 8; at++) bench.write(at, 7);
      bench.writer.step();
      const { end } = bench.epoch();
      bench.shared.set("releaseWanted", end);
      bench.home.punches = punches;
      assert.equal(bench.server.zero(BLOCK, 3 * BLOCK, RangeKind.trim), 0);
      bench.model.fill(0, BLOCK, 4 * BLOCK);
      bench.writer.step();
      assert.equal(bench.epoch().outcome, "done");
      assertDisk(bench.homePath, bench.model);
    });

  test("cuts a long stretch into epochs at whole records", () => {
    const bench = new Bench();
    for (let at = 0; at < 400; at++) bench.write(at, at % 255);
    bench.writer.step();
    let epochs = 0;
    while (bench.control.get("released") < bench.control.get("head")) {
      const { outcome, end } = bench.epoch();
      assert.equal(outcome, "done");
      bench.shared.set("releaseWanted", end);
      bench.writer.step();
      epochs++;
    }
    assert.ok(epochs >= 3, `${epochs} epochs`);
    assertDisk(bench.homePath, bench.model);
  });
});
