/** The laboratory on somebody's storage: options in, signals taken, a report out. */
import { writeFileSync } from "node:fs";
import { blackbox, type records } from "@ashlar/faults";
import { bytes, digits, table } from "../table.js";

export interface RunOptions {
  cut: string;
  restore?: string;
  cycles: number;
  promise: records.Promise_;
  workers: number;
  depth: number;
  span?: number;
  size: number;
  atomic?: number;
  load: number;
  patience: number;
  seed?: number;
  state?: string;
  erase?: boolean;
}

/** Runs it; SIGINT and SIGTERM end it after what is under way, a second one at once. */
export async function runFaults(
  target: string,
  options: RunOptions,
  step: (text: string) => void,
): Promise<blackbox.Report> {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    step("stopping");
    stop.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  try {
    const laboratory = await blackbox.Laboratory.open({
      address: target,
      cut: options.cut,
      restore: options.restore,
      cycles: options.cycles,
      workers: options.workers,
      depth: options.depth,
      span_bytes: options.span,
      write_bytes: options.size,
      atom_bytes: options.atomic,
      seed: options.seed,
      promise: options.promise,
      erase: options.erase ?? false,
      statePath: options.state,
      load_ms: options.load,
      patience_ms: options.patience,
      signal: stop.signal,
      onStep: step,
    });
    return blackbox.reportOf(await laboratory.run());
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
  }
}

/** Writes the page. */
export async function writePage(report: blackbox.Report, path: string): Promise<void> {
  writeFileSync(path, await blackbox.reportPage(report));
}

const SHOWN_MAX = 20;

/** The verdict, the kinds of failure, the first failures, the cycles in sum. */
export function runText(report: blackbox.Report): string {
  const { cycles, acknowledged, required, lost, latency_us } = report;
  const sum = [
    `${cycles} power ${cycles === 1 ? "failure" : "failures"}, ${digits(acknowledged)} writes acknowledged, ${digits(required)} of them had to survive (${report.promise}), ${digits(lost)} did not; seed ${report.seed}`,
    `${bytes(report.span_bytes)} written by ${report.workers} clients, ${report.depth} deep; latency ${digits(latency_us.p50 / 1000)} ms median, ${digits(latency_us.p99 / 1000)} ms p99, ${digits(latency_us.max / 1000)} ms at most`,
  ];
  const warning = blackbox.warningOf(report);
  if (warning !== undefined) sum.push(`warning: ${warning}`);
  const outcome = blackbox.outcomeOf(report);
  const verdict = `${report.target}: ${blackbox.OUTCOMES[outcome]}`;
  if (outcome !== "broken") return [...sum, verdict].join("\n");
  const kinds = Object.entries(report.counts).filter(([, count]) => count > 0);
  const inCycles = (kind: string) => report.history.filter(({ counts }) => kind in counts).length;
  const rows = kinds.map(([kind, count]) => [kind, digits(count), digits(inCycles(kind))]);
  const shown = report.failures.slice(0, SHOWN_MAX);
  const more = report.failures.length > shown.length ? ["…"] : [];
  return [
    ...sum,
    "",
    table(["failure", "times", "in cycles"], rows),
    "",
    ...shown.map(
      ({ kind, cycle, lba, detail }) => `cycle ${cycle}, sector ${lba}: ${kind}: ${detail}`,
    ),
    ...more,
    "",
    verdict,
  ].join("\n");
}
