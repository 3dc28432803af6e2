/** What a run found, as one object: for machines, and what the table and the page are made of. */
import { type Promise_, SECTOR_BYTES } from "../records/index.js";
import { FAILURES, type Failure } from "../taxonomy.js";
import { bucketEnd_us, Latencies, type LatencySummary } from "./latency.js";
import type { CycleReport, RunState } from "./run-state.js";

export interface Report {
  target: string;
  promise: Promise_;
  seed: number;
  /** Power failures. */
  cycles: number;
  /** Writes acknowledged, over all cycles; required to survive by the promise; lost of these. */
  acknowledged: number;
  required: number;
  lost: number;
  /** How often each kind of failure was found. */
  counts: Record<Failure, number>;
  /** The failures one by one; of each kind and cycle the first ones. */
  failures: { kind: Failure; cycle: number; lba: number; sectors: number; detail: string }[];
  history: Omit<CycleReport, "findings">[];
  /** Acknowledged writes by latency: each bucket counts up to its bound. */
  latency: { bound_us: number; count: number }[];
  latency_us: LatencySummary;
  span_bytes: number;
  workers: number;
  depth: number;
  atom_bytes: number;
  /** What the target offers to make writes durable with. */
  offers: { flush: boolean; fua: boolean };
}

/** What the reader has to know beside the verdict; undefined: nothing. */
export function warningOf(report: Report): string | undefined {
  const { promise, offers, history } = report;
  const errors = history.reduce((sum, cycle) => sum + cycle.errors, 0);
  if (outcomeOf(report) === "untested" && errors > 0)
    return `the target answered ${errors} requests with an error`;
  if (promise !== "nbd" || offers.flush || offers.fua) return undefined;
  return "the target offers neither FLUSH nor FUA, so under nbd nothing was required of it";
}

/** `untested`: nothing was found because not one write was acknowledged, so that nothing could be
 * lost; that is no praise. */
export type Outcome = "clean" | "broken" | "untested";

export function outcomeOf({ counts, acknowledged }: Report): Outcome {
  if (Object.values(counts).some((count) => count > 0)) return "broken";
  return acknowledged > 0 ? "clean" : "untested";
}

/** The outcome for people. */
export const OUTCOMES: Record<Outcome, string> = {
  clean: "clean: it kept what it acknowledged",
  broken: "the promise is broken",
  untested: "nothing was tested: not one write was acknowledged",
};

export function reportOf(state: RunState): Report {
  const { history, workload } = state;
  const sum = (value: (cycle: CycleReport) => number) =>
    history.reduce((total, cycle) => total + value(cycle), 0);
  const kinds = Object.keys(FAILURES) as Failure[];
  const latencies = new Latencies(state.latencies.length > 0 ? state.latencies : undefined);
  latencies.max_us = state.latencyMax_us;
  return {
    target: state.target,
    promise: state.promise,
    seed: workload.seed,
    cycles: history.length,
    acknowledged: sum(({ tally }) => tally.acknowledged),
    required: sum(({ tally }) => tally.required),
    lost: sum(({ tally }) => tally.lost),
    counts: Object.fromEntries(
      kinds.map((kind) => [kind, sum(({ counts }) => counts[kind] ?? 0)]),
    ) as Record<Failure, number>,
    failures: history.flatMap(({ findings }) =>
      findings.map(({ kind, cycle, lba, sectors, detail }) => ({
        kind,
        cycle,
        lba,
        sectors,
        detail,
      })),
    ),
    history: history.map(({ findings: _, ...cycle }) => cycle),
    latency: latencies.counts.map((count, index) => ({ bound_us: bucketEnd_us(index), count })),
    latency_us: latencies.summary_us,
    span_bytes: workload.spanSectors * SECTOR_BYTES,
    workers: workload.workers,
    depth: state.depth,
    atom_bytes: state.atomBytes,
    offers: { flush: workload.hasFlush, fua: workload.hasFua },
  };
}
