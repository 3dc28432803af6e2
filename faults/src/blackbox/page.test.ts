import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseHTML } from "linkedom";
import { reportPage } from "./page.js";
import { outcomeOf, reportOf, warningOf } from "./report.js";
import type { CycleReport, RunState } from "./run-state.js";

function stateOf(...cycles: Partial<CycleReport>[]): RunState {
  return {
    target: "nbd://<host>/&disk",
    promise: "every",
    atomBytes: 512,
    depth: 8,
    workload: {
      seed: 1,
      workers: 4,
      spanSectors: 2048,
      blockSectors: 8,
      blocksMax: 4,
      hasFlush: true,
      hasFua: true,
    },
    run: 1,
    cycle: cycles.length + 1,
    underLoad: false,
    history: cycles.map((cycle, index) => ({
      cycle: index + 1,
      tally: { acknowledged: 100, required: 90, lost: 0, pending: 5, pendingThere: 2 },
      counts: {},
      findings: [],
      errors: 0,
      load_ms: 1,
      return_ms: 1,
      latency_us: { p50: 1, p99: 1, max: 1 },
      ...cycle,
    })),
    latencies: [1, 5, 3],
    latencyMax_us: 15,
  };
}

const BROKEN: Partial<CycleReport> = {
  counts: { "lost-write": 3, "bit-corruption": 1 },
  findings: [{ kind: "lost-write", cycle: 2, lba: 8, sectors: 8, detail: "a <b>" }],
};

/** Widths of the bars of the plot with that label. */
function bars(page: string, label: string, size: "width" | "height"): number[] {
  const { document } = parseHTML(page);
  const rects = document.querySelectorAll(
    `svg[aria-label="${label}"] g[aria-label="bar"] rect, svg[aria-label="${label}"] g[aria-label="rect"] rect`,
  );
  return [...rects].map((rect) => Number(rect.getAttribute(size)));
}

describe("the page", () => {
  test("of a clean run has no bars of failures, and says so", () => {
    const page = reportPage(reportOf(stateOf({}, {})));
    assert.match(page, /Clean: it kept what it acknowledged/);
    assert.deepEqual(bars(page, "failures by kind", "width"), Array(7).fill(0));
    assert.ok(bars(page, "failures by cycle", "height").every((height) => height === 0));
    assert.ok(bars(page, "what survived", "height").some((height) => height > 0));
  });

  test("of a run in which no write was acknowledged praises nobody", () => {
    const tally = { acknowledged: 0, required: 0, lost: 0, pending: 5, pendingThere: 0 };
    const report = reportOf(stateOf({ tally, errors: 5 }));
    assert.equal(outcomeOf(report), "untested");
    assert.match(warningOf(report) ?? "", /5 requests with an error/);
    assert.match(reportPage(report), /<h1 class="untested">Nothing was tested/);
    assert.equal(outcomeOf(reportOf(stateOf())), "untested");
    assert.equal(outcomeOf(reportOf(stateOf({ ...BROKEN, tally }))), "broken");
  });

  test("of a broken one has bars as long as there were failures, and lists them", () => {
    const page = reportPage(reportOf(stateOf({}, BROKEN)));
    assert.match(page, /The promise is broken/);
    const [bits, , , , lost] = bars(page, "failures by kind", "width");
    assert.ok(Math.abs(lost! / bits! - 3) < 0.01);
    assert.match(page, /a &lt;b&gt;/);
  });

  test("counts cycles in whole numbers", () => {
    const { document } = parseHTML(reportPage(reportOf(stateOf({}, {}, {}))));
    const labels = document.querySelectorAll(
      'svg[aria-label="failures by cycle"] g[aria-label="x-axis tick label"] text',
    );
    assert.deepEqual(
      [...labels].map((label) => label.textContent),
      ["1", "2", "3"],
    );
  });

  test("needs nothing from elsewhere, and takes nothing for markup", () => {
    const page = reportPage(reportOf(stateOf(BROKEN)));
    assert.match(page, /nbd:\/\/&lt;host&gt;\/&amp;disk/);
    for (const foreign of [/<script/, /<link/, /\bsrc=/, /\bhref=/, /@import/, /url\(/])
      assert.doesNotMatch(page, foreign);
  });

  test("draws a thousand cycles in groups", () => {
    const page = reportPage(reportOf(stateOf(...Array<object>(1000).fill({}))));
    assert.match(page, /cycle, in groups of 20/);
    assert.ok(bars(page, "what survived", "width").length <= 5 * 50);
  });
});

describe("the report", () => {
  test("warns of a promise that promises nothing", () => {
    const state = stateOf({});
    const workload = { ...state.workload, hasFlush: false, hasFua: false };
    const warning = (promise: "nbd" | "every") =>
      warningOf(reportOf({ ...state, workload, promise }));
    assert.match(warning("nbd") ?? "", /neither FLUSH nor FUA/);
    assert.equal(warning("every"), undefined);
    assert.equal(warningOf(reportOf({ ...state, promise: "nbd" })), undefined);
  });

  test("sums over the cycles and keeps the fields that scripts read", () => {
    const report = reportOf(stateOf({}, BROKEN));
    assert.equal(report.cycles, 2);
    assert.equal(report.counts["lost-write"], 3);
    assert.equal(report.acknowledged, 200);
    assert.deepEqual(report.failures, [
      { kind: "lost-write", cycle: 2, lba: 8, sectors: 8, detail: "a <b>" },
    ]);
  });
});
