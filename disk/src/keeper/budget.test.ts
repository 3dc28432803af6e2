import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type BudgetInputs, computeBudget, DETECTION_MS } from "./budget.js";

const MB = 1_000_000;

/** 100 ms of hold-up, of which 60 are left to write at 150 MB/s. */
const inputs: BudgetInputs = {
  holdUp_ms: 100,
  detection_ms: 5,
  scheduling_ms: 1,
  inFlight_ms: 6,
  reads_ms: 4,
  seekAndFlush_ms: 10,
  stalls_ms: { journal: 2, home: 4, scheduling: 3 },
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
    ["shrinks with scheduling", { scheduling_ms: 11 }, 7.5 * MB - 4096],
    ["shrinks with what is in flight", { inFlight_ms: 16 }, 7.5 * MB - 4096],
    ["shrinks with clients' reads", { reads_ms: 14 }, 7.5 * MB - 4096],
    ["shrinks with seek and flush", { seekAndFlush_ms: 20 }, 7.5 * MB - 4096],
    [
      "shrinks with the worst stall",
      { stalls_ms: { journal: 14, home: 4, scheduling: 3 } },
      7.5 * MB - 4096,
    ],
    [
      "does not shrink with any other stall",
      { stalls_ms: { journal: 4, home: 4, scheduling: 4 } },
      9 * MB - 4096,
    ],
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
        ["scheduling", -1],
        ["in flight", -6],
        ["reads", -4],
        ["seek and flush", -10],
        ["stall", -4],
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
