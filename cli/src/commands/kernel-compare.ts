/** `ashlar kernel compare`: the kernel beside its specification. */
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import type { CompareReport, Step } from "@ashlar/proofs/kernel/compare";
import { freshSeed } from "@ashlar/rapilog/random";
import type { Command } from "commander";
import { startProgress, throttled } from "../progress.js";
import { digits, table } from "../table.js";
import { parseCount } from "../units.js";
import { replay, type Search, tell } from "./kernel-failure.js";

const HELP = `
After each step: the same answer, kernel's memory as the specification says to the last byte, the
specification's invariants of all pages. A failure is made smaller and its steps are written to a file.
Status 1: they differ.

Examples:
  ashlar kernel compare --steps 1000000 --seed 1
  ashlar kernel compare --replay ashlar-compare-1.json`;

interface Options {
  steps: number;
  seed?: number;
  threads?: number;
  replay?: string;
  json?: boolean;
}

/** Adds the subcommand. */
export function addKernelCompare(kernel: Command): void {
  kernel
    .command("compare")
    .description("random histories of kernel and specification side by side, on every core")
    .option("--steps <count>", "how many, at least", parseCount(1), 1_000_000)
    .option("--seed <number>", "the same run again", parseCount(0))
    .option("--threads <count>", "how many cores to use", parseCount(1))
    .option("--replay <file>", "make the steps of a failure again")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .exitOverride()
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { steps, threads, seed = freshSeed(), replay: file, json } = options;
  const { compare, failureText, replayed } = await import("@ashlar/proofs/kernel/compare");
  const search: Search<Step> = {
    ...{ subcommand: "compare", file: "ashlar-compare", nothing: "no difference" },
    ...{ failureText, replayed },
  };
  if (file !== undefined) return replay(search, file, json);
  const progress = startProgress();
  progress.step(`seed ${seed}`);
  const hear = throttled((taken) => progress.step(`seed ${seed}: ${digits(taken)} steps`));
  const report = await compare({ steps, seed, progress: hear, ...(threads && { threads }) });
  progress.done();
  await tell(search, report, compareText(report), json);
}

const DONE = 0;

function compareText(report: CompareReport): string {
  const { seed, threads, steps, answers, seconds, stepsPerMinute, cpuSeconds } = report;
  const rows = SYSTEM_CALL_NAMES.map((name, call) => {
    const counts = Object.entries(answers).filter(([key]) => key.startsWith(`${call} `));
    const all = counts.reduce((sum, [, count]) => sum + count, 0);
    const done = answers[`${call} ${DONE}`] ?? 0;
    return [name, digits(done), digits(all - done)];
  });
  return [
    `seed ${seed}: ${digits(steps)} steps on ${threads} threads, ${seconds.toFixed(1)} s, ` +
      `${digits(stepsPerMinute)} a minute, ${cpuSeconds.toFixed(1)} s of processor time`,
    table(["call", "done", "waits or refused"], rows),
  ].join("\n");
}
