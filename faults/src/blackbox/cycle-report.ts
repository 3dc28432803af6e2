/** What is kept of a cycle. */
import type { Finding, History, Verdict } from "../records/index.js";
import { Latencies } from "./latency.js";
import type { PowerReport } from "./power-cycle.js";
import type { CycleReport, RunState } from "./run-state.js";

/** Failures of one kind and cycle that are kept one by one; the rest are counted. */
const FINDINGS_MAX = 50;

export function cycleReport(
  history: History,
  { findings, tally }: Verdict,
  power: PowerReport | undefined,
  latencies: Latencies,
  return_ms: number,
): CycleReport {
  const counts: CycleReport["counts"] = {};
  const kept = findings.filter(({ kind }) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    return counts[kind] <= FINDINGS_MAX;
  });
  return {
    cycle: history.cycle,
    tally,
    counts,
    findings: kept,
    errors: power?.errors ?? 0,
    load_ms: power?.load_ms ?? 0,
    return_ms,
    latency_us: latencies.summary_us,
    ...(power === undefined ? { interrupted: true as const } : {}),
  };
}

/** The target did not come back: everything is lost. */
export function deadCycle(
  history: History,
  why: string,
  power: PowerReport | undefined,
  latencies: Latencies,
): CycleReport {
  const acknowledged = history.writes.filter((write) => write.acknowledged < Infinity).length;
  const pending = history.writes.length - acknowledged;
  const finding: Finding = {
    kind: "dead-device",
    cycle: history.cycle,
    lba: 0,
    sectors: 0,
    detail: why,
  };
  const tally = {
    acknowledged,
    required: acknowledged,
    lost: acknowledged,
    pending,
    pendingThere: 0,
  };
  return cycleReport(history, { findings: [finding], tally }, power, latencies, 0);
}

/** The state after a cycle. */
export function addCycle(state: RunState, report: CycleReport, latencies: Latencies): RunState {
  const all = new Latencies(state.latencies.length > 0 ? state.latencies : undefined);
  all.merge(latencies);
  return {
    ...state,
    cycle: state.cycle + 1,
    underLoad: false,
    history: [...state.history, report],
    latencies: all.counts,
    latencyMax_us: Math.max(state.latencyMax_us, latencies.max_us),
  };
}
