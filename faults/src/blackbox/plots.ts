/**
 * The report's plots as SVG text, drawn without a browser. Colours are the page's CSS variables,
 * so that one drawing serves light and dark.
 */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { FAILURES, type Failure } from "../taxonomy.js";
import type { Report } from "./report.js";

const { document } = parseHTML("<html></html>");
const WIDTH = 460;
const HEIGHT = 240;
/** More columns than this cannot be told apart. */
const COLUMNS_MAX = 50;
const TICKS_MAX = 10;

export const KINDS = Object.keys(FAILURES) as Failure[];

/** The colour of a kind of failure, or of another series, as the style sheet defines it. */
export function colourOf(name: string): string {
  return `var(--${name})`;
}

function draw(label: string, options: Plot.PlotOptions): string {
  const common = { document: document as unknown as Document, width: WIDTH, height: HEIGHT };
  const svg = Plot.plot({ ...common, ariaLabel: label, style: { fontSize: "11px" }, ...options });
  svg.setAttribute("role", "img");
  return svg.outerHTML;
}

/** As in the rest of the page: thousands apart by a narrow space; no fractions of a thing. */
const wholeNumbers = {
  tickFormat: (value: number) => (Number.isInteger(value) ? grouped(value) : ""),
};

/** A whole number with its thousands apart. */
export function grouped(value: number): string {
  return value.toLocaleString("en").replace(/,/g, "\u202f");
}

export function failuresByKind({ counts }: Report): string {
  const rows = KINDS.map((kind) => ({ kind, count: counts[kind] }));
  return draw("failures by kind", {
    marginLeft: 140,
    marginRight: 40,
    x: { label: null, axis: null, domain: [0, Math.max(1, ...Object.values(counts))] },
    y: { label: null, domain: KINDS },
    marks: [
      Plot.barX(rows, { x: "count", y: "kind", fill: (row) => colourOf(row.kind) }),
      Plot.text(rows, { x: "count", y: "kind", text: "count", textAnchor: "start", dx: 5 }),
      Plot.ruleX([0]),
    ],
    color: { type: "identity" },
  });
}

/** Stacked columns: one per cycle, or per group of so many cycles. */
function columns(
  label: string,
  report: Report,
  series: readonly string[],
  value: (cycle: Report["history"][number], name: string) => number,
): string {
  const group = Math.max(1, Math.ceil(report.history.length / COLUMNS_MAX));
  const sums = new Map<string, { from: number; name: string; count: number }>();
  for (const cycle of report.history)
    for (const name of series) {
      const from = Math.floor((cycle.cycle - 1) / group) * group + 1;
      const key = `${from} ${name}`;
      const sum = sums.get(key) ?? { from, name, count: 0 };
      sum.count += value(cycle, name);
      sums.set(key, sum);
    }
  return draw(label, {
    marginLeft: 55,
    marginBottom: 42,
    x: {
      labelOffset: 38,
      label: group === 1 ? "cycle" : `cycle, in groups of ${group}`,
      ticks: cycleTicks(report.history.length),
      ...wholeNumbers,
    },
    // Without anything to show the scale would have no zero, and columns would fill the plot.
    y: {
      label: null,
      grid: true,
      domain: [0, Math.max(1, ...heights(sums.values()))],
      ...wholeNumbers,
    },
    color: { type: "identity" },
    marks: [
      Plot.rectY(
        [...sums.values()],
        Plot.stackY({
          x1: (row: { from: number }) => row.from - 0.45,
          x2: (row: { from: number }) => row.from + group - 0.55,
          y: "count",
          fill: (row: { name: string }) => colourOf(row.name),
          order: series.map(colourOf),
        }),
      ),
      Plot.ruleY([0]),
    ],
  });
}

/** Whole numbers, as many as there is room for. */
function cycleTicks(cycles: number): number[] {
  const step = Math.max(1, Math.ceil(cycles / TICKS_MAX));
  return Array.from({ length: Math.ceil(cycles / step) }, (_, index) => 1 + index * step);
}

function heights(sums: Iterable<{ from: number; count: number }>): Iterable<number> {
  const heights = new Map<number, number>();
  for (const { from, count } of sums) heights.set(from, (heights.get(from) ?? 0) + count);
  return heights.values();
}

export function failuresByCycle(report: Report): string {
  const kinds = KINDS.filter((kind) => report.counts[kind] > 0);
  return columns(
    "failures by cycle",
    report,
    kinds.length > 0 ? kinds : ["lost-write"],
    ({ counts }, kind) => counts[kind as Failure] ?? 0,
  );
}

/** What became of the writes, each once. */
export const FATES = {
  survived: "had to survive, and did",
  "not-required": "acknowledged, did not have to survive",
  "pending-there": "not acknowledged, there at least in part",
  "pending-gone": "not acknowledged, not there",
  lost: "had to survive, and did not",
} as const;
type Fate = keyof typeof FATES;

export function fates(report: Report): string {
  return columns("what survived", report, Object.keys(FATES), ({ tally }, fate) => {
    const values: Record<Fate, number> = {
      survived: tally.required - tally.lost,
      "not-required": tally.acknowledged - tally.required,
      "pending-there": tally.pendingThere,
      "pending-gone": tally.pending - tally.pendingThere,
      lost: tally.lost,
    };
    return values[fate as Fate];
  });
}

export function latencies({ latency }: Report): string {
  const filled = latency.filter(({ count }) => count > 0);
  const growth = latency[1]!.bound_us / latency[0]!.bound_us;
  const rows = filled.map(({ bound_us, count }) => ({
    from: bound_us / growth / 1000,
    to: bound_us / 1000,
    count,
  }));
  return draw("latency of acknowledged writes", {
    marginLeft: 55,
    marginBottom: 42,
    x: {
      type: "log",
      label: "milliseconds",
      labelOffset: 38,
      tickFormat: (ms: number) => `${ms}`,
      ticks: 6,
    },
    y: { label: null, grid: true, ...wholeNumbers },
    color: { type: "identity" },
    marks: [
      Plot.rectY(rows, {
        x1: "from",
        x2: "to",
        y: "count",
        fill: colourOf("survived"),
        insetLeft: 0.5,
      }),
      Plot.ruleY([0]),
    ],
  });
}
