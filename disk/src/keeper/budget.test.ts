import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type BudgetInputs, computeBudget, DETECTION_MS } from "./budget.js";
import { FirstPercentile, RecentWorst } from "./worst.js";

const MB = 1_000_000;

/** 100 ms of hold-up, of which 60 are left to write at 150 MB/s. */
const inputs: BudgetInputs = {
  holdUp_ms: 100,
  detection_ms: 5,
  scheduling_ms: 5,
  inFlight_ms: 6,
  reads_ms: 4,
  seekAndFlush_ms: 10,
  margin_ms: 10,
  bandwidth_bytesPerSecond: 150 * MB,
  overhead_bytes: 4096,
};

describe("the budget", () => {
  const table: [string, Partial<BudgetInputs>, number][] = [
    ["is what the remaining time can write", {}, 9 * MB - 4096],
    ["is 0 without a hold-up", { holdUp_ms: undefined }, 0],
    ["is 0 where the terms use it up", { holdUp_ms: 40 }, 0],
    ["is 0, not negative, where they exceed it", { holdUp_ms: 20 }, 0],
    ["is 0 where the overhead exceeds what is left", { overhead_bytes: 10 * MB }, 0],
    ["is 0 at no bandwidth", { bandwidth_bytesPerSecond: 0 }, 0],
    ["shrinks with detection", { detection_ms: 15 }, 7.5 * MB - 4096],
    ["shrinks with scheduling", { scheduling_ms: 15 }, 7.5 * MB - 4096],
    ["shrinks with what is in flight", { inFlight_ms: 16 }, 7.5 * MB - 4096],
    ["shrinks with clients' reads", { reads_ms: 14 }, 7.5 * MB - 4096],
    ["shrinks with seek and flush", { seekAndFlush_ms: 20 }, 7.5 * MB - 4096],
    ["shrinks with the margin", { margin_ms: 20 }, 7.5 * MB - 4096],
    ["grows with the bandwidth", { bandwidth_bytesPerSecond: 300 * MB }, 18 * MB - 4096],
  ];
  for (const [name, change, expected] of table)
    test(name, () => {
      const { bytes } = computeBudget({ ...inputs, ...change });
      assert.equal(bytes, Math.floor(expected / 512) * 512);
    });

  test("shows every term, and they add up", () => {
    const { terms, flush_ms } = computeBudget(inputs);
    assert.equal(
      terms.reduce((sum, term) => sum + term.ms, 0),
      flush_ms,
    );
    assert.deepEqual(
      terms.map((term) => [term.name, term.ms]),
      [
        ["hold-up", 100],
        ["detection", -5],
        ["scheduling", -5],
        ["in flight", -6],
        ["reads", -4],
        ["seek and flush", -10],
        ["margin", -10],
      ],
    );
  });

  test("says why it is 0", () => {
    assert.match(
      computeBudget({ ...inputs, holdUp_ms: undefined }).reason!,
      /no hold-up is stated/,
    );
    assert.match(computeBudget({ ...inputs, holdUp_ms: 20 }).reason!, /does not cover/);
    assert.equal(computeBudget(inputs).reason, undefined);
  });

  test("is 0 for what a network UPS daemon detects, with a power supply's hold-up", () => {
    assert.equal(computeBudget({ ...inputs, detection_ms: DETECTION_MS.nut }).bytes, 0);
  });
});

describe("the recent worst", () => {
  test("stays for one to two windows and then is forgotten", () => {
    const worst = new RecentWorst(100, 0);
    worst.record(7, 10);
    worst.record(3, 20);
    assert.equal(worst.value(30), 7);
    worst.record(2, 110);
    assert.equal(worst.value(199), 7);
    assert.equal(worst.value(200), 2);
    assert.equal(worst.value(1000), 0);
  });
});

describe("the first percentile", () => {
  test("is what 99 of 100 samples reach", () => {
    const percentile = new FirstPercentile();
    assert.equal(percentile.value(), undefined);
    for (let sample = 1; sample <= 200; sample++) percentile.record(sample);
    assert.equal(percentile.value(), 2);
  });

  test("forgets the oldest", () => {
    const percentile = new FirstPercentile(10);
    for (let sample = 1; sample <= 30; sample++) percentile.record(sample);
    assert.equal(percentile.value(), 21);
  });
});
