/** What people are told about a series. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CycleResult } from "./cycle.js";
import { isKept, seriesText, showsLoss } from "./report.js";
import type { SeriesReport } from "./series.js";

const CYCLE: CycleResult = {
  database: "sqlite",
  failure: "guest-crash",
  how: "reset",
  acknowledged: 12,
  lost: 0,
  corrupt: 0,
  disturbed: 0,
  details: [],
  kept: true,
  dead: false,
  seconds: 1,
};

function reportOf(...cycles: Partial<CycleResult>[]): SeriesReport {
  return {
    ...{ database: "sqlite", where: "vm", mode: "ashlar", model: "hdd-7200", seed: 7 },
    ...{ failures: ["guest-crash"], holdUp_ms: 1000, machine: "in QEMU" },
    cycles: cycles.map((cycle) => ({ ...CYCLE, ...cycle })),
  };
}

test("cycles are added up by failure", () => {
  const text = seriesText(reportOf({}, { acknowledged: 30 }, { failure: "server-kill" }));
  assert.match(text, /the guest crashes +nothing lost +2 +42 +0 +0 +0/);
  assert.match(text, /SIGKILL for the server +nothing lost +1 +12/);
  assert.match(text, /seed 7/);
  assert.match(text, /Verdict: the promise was kept/);
});

test("one broken cycle refutes all, and is told", () => {
  const report = reportOf({}, { kept: false, lost: 1, details: ["lost 1:5"] });
  assert.ok(!isKept(report));
  assert.ok(showsLoss(report));
  assert.match(seriesText(report), /guest-crash \(reset\): .*lost 1:5\n.*REFUTED/);
});

test("no cycle keeps no promise", () => {
  assert.ok(!isKept(reportOf()));
});
