/** `ashlar kernel explore`: noninterference of the kernel's specification, on a small instance. */
import type { Explored, LeakName } from "@ashlar/proofs/kernel/noninterference";
import { type Command, Option } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { digits } from "../table.js";
import { parseCount } from "../units.js";

const HELP = `
Two domains with a thread each, twenty things that each may do, an interrupt of each, faults, ticks.
After each history up to the given length the low domain sees what it would see had the high one done
nothing.
Status 1: high is seen.

Examples:
  ashlar kernel explore --depth 5
  ashlar kernel explore --leak shared-mapping-slots`;

const LEAK_NAMES: readonly LeakName[] = [
  "shared-counter",
  "answer-of-others",
  "shared-mapping-slots",
  "turn-of-others",
];

interface Options {
  depth: number;
  leak?: LeakName;
  json?: boolean;
}

/** Adds the subcommand. */
export function addKernelExplore(kernel: Command): void {
  kernel
    .command("explore")
    .description("all short histories of two domains: does one see what the other does?")
    .option("--depth <count>", "the longest history", parseCount(1), 4)
    .addOption(new Option("--leak <name>", "of a specification that leaks").choices(LEAK_NAMES))
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .exitOverride()
    .action(run);
}

async function run({ depth, leak: name, json }: Options): Promise<void> {
  const { explore, LEAKS } = await import("@ashlar/proofs/kernel/noninterference");
  const wrong = name === undefined ? undefined : LEAKS[name];
  const progress = startProgress();
  const hear = (length: number, pairs: number) =>
    progress.step(`histories of ${length} steps: ${digits(pairs)} pairs of states`);
  const started = performance.now();
  const explored = explore({ depth, progress: hear, ...(wrong && { wrong }) });
  progress.done();
  const seconds = (performance.now() - started) / 1000;
  print({ ...explored, seconds }, json, () => text(explored, seconds));
  if (explored.leak !== undefined) process.exitCode = Exit.failed;
}

function text({ histories, pairs, states, depth, leak }: Explored, seconds: number): string {
  const counts = `${digits(histories)} histories of ${depth} steps at most, ${digits(states)} states, ${digits(pairs)} pairs, ${seconds.toFixed(1)} s`;
  if (leak === undefined) return `${counts}: low never sees what high does`;
  return [
    `${counts}: low sees what high did`,
    ...leak.history.map((step, at) => `  ${at + 1}. ${step}`),
    ...leak.seen.map((line) => `  ${line}`),
  ].join("\n");
}
