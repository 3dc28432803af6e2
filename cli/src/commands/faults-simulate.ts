/** `ashlar faults simulate`: the whole system against simulated disks, clocks, clients, crashes. */
import { readFileSync, writeFileSync } from "node:fs";
import type { simulate } from "@ashlar/faults";
import { freshSeed } from "@ashlar/rapilog/random";
import { type Command, InvalidArgumentError } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { digits, table } from "../table.js";
import { parseCount } from "../units.js";

const HELP = `
The real core and the real service logic run on simulated disks; power cuts, kills and errors come
at every effect. A failure is made smaller and its trace is written to a file, to be replayed.
Status 1: something acknowledged was lost, or something was torn, misplaced or made up.

Examples:
  ashlar faults simulate --seed 1 --minutes 10
  ashlar faults simulate --replay ashlar-trace-1.json`;

interface Options {
  seed?: number;
  minutes: number;
  workers?: number;
  replay?: string;
  canary?: boolean;
  json?: boolean;
}

export function addFaultsSimulate(faults: Command): void {
  faults
    .command("simulate")
    .description("run the whole system in virtual time and cut it after every effect")
    .option("--seed <number>", "the same run again", parseCount(0))
    .option("--minutes <number>", "how long", parseMinutes, 1)
    .option("--workers <count>", "default: one for each core", parseCount(1))
    .option("--replay <trace>", "run the trace of a failure again: a file, or PROFILE:SEED")
    .option("--canary", "with disks whose syncs lie: it must fail")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .exitOverride()
    .action((options: Options) =>
      options.replay === undefined ? run(options) : replay(options.replay, options),
    );
}

function parseMinutes(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError(`"${text}" is not a number of minutes.`);
}

async function run(options: Options): Promise<void> {
  const { simulate } = await import("@ashlar/faults");
  const seed = options.seed ?? freshSeed();
  const progress = startProgress();
  progress.step(`seed ${seed}`);
  const tell = ({ operations, cuts }: simulate.Tally) =>
    progress.step(`seed ${seed}: ${digits(operations)} operations, ${digits(cuts)} cuts`);
  const report = await simulate
    .simulate({
      seed,
      duration_ms: options.minutes * 60_000,
      workers: options.workers,
      oddity: options.canary ? "lying-sync" : undefined,
      progress: throttled(tell),
    })
    .finally(progress.done);
  const files = report.failures.map(keepTrace);
  const texts = report.failures.map((failure, at) => simulate.failureText(failure, files[at]!));
  print({ ...report, files }, options.json, () => simulateText(report, texts));
  if (report.failures.length > 0) process.exitCode = Exit.failed;
}

const TELL_MS = 2000;

function throttled<T>(tell: (value: T) => void): (value: T) => void {
  let told_ms = 0;
  return (value) => {
    if (performance.now() - told_ms < TELL_MS) return;
    told_ms = performance.now();
    tell(value);
  };
}

/** Writes the smallest trace to a file; returns its name. */
function keepTrace(failure: simulate.Failure): string {
  const path = `ashlar-trace-${failure.case.profile}-${failure.case.seed}.json`;
  writeFileSync(path, `${JSON.stringify(failure.trace, undefined, 1)}\n`);
  return path;
}

function simulateText(report: simulate.SimulationReport, failures: readonly string[]): string {
  const { seed, tally, workers } = report;
  const rows = Object.entries(tally.crashes).sort(([, a], [, b]) => b - a);
  const rates = [report.operations_per_minute, report.cuts_per_minute].map(digits);
  return [
    `seed ${seed}, ${workers} workers, ${(report.duration_ms / 60_000).toFixed(1)} min: ` +
      `${rates[0]} operations and ${rates[1]} cuts a minute`,
    `${digits(tally.operations)} operations, ${digits(tally.effects)} effects, ${digits(tally.cuts)} cuts in ${digits(tally.traces)} runs:`,
    table(
      ["cut", "times"],
      rows.map(([kind, times]) => [kind, digits(times)]),
    ),
    ...failures.map((text) => `\n${text}\n`),
    report.failures.length === 0 ? "no failure" : `${report.failures.length} failures`,
  ].join("\n");
}

async function replay(which: string, options: Options): Promise<void> {
  const { simulate } = await import("@ashlar/faults");
  const named = simulate.caseNamed(which);
  const trace = named ? simulate.traceOf(named) : readTrace(which);
  const tally = simulate.newTally();
  const library = new simulate.Library(options.canary ? "lying-sync" : undefined);
  const error = library.run(trace, tally);
  const report = { trace: which, failure: error?.stack ?? null, tally };
  print(report, options.json, () => error?.stack ?? "no failure");
  if (error) process.exitCode = Exit.failed;
}

function readTrace(path: string): simulate.Trace {
  const trace = JSON.parse(readFileSync(path, "utf8")) as Partial<simulate.Trace> | null;
  if (trace?.setting === undefined || !Array.isArray(trace.actions))
    throw new Error(`${path} is not a trace of this simulator`);
  return trace as simulate.Trace;
}
