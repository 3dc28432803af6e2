/** `ashlar faults mutants`: the simulator judged by faults planted in what it judges. */
import { availableParallelism } from "node:os";
import type { simulate } from "@ashlar/faults";
import type { Command } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { table } from "../table.js";
import { parseCount } from "../units.js";

const HELP = `
Needs the source and its build tools. Each fault is planted alone, in the core's source or in the
service's compiled code, and the simulator has so many seconds of CPU time to notice it.
Status 1: one was not noticed.

Example:
  ashlar faults mutants --only spare`;

interface Options {
  only?: string;
  seconds: number;
  seed: number;
  workers: number;
  json?: boolean;
}

export function addFaultsMutants(faults: Command): void {
  faults
    .command("mutants")
    .description("plant faults in core and service: the simulator must notice each")
    .option("--only <pattern>", "faults that match this regular expression")
    .option("--seconds <count>", "of CPU time for each", parseCount(1), 60)
    .option("--seed <number>", "of the simulations", parseCount(0), 1)
    .option("--workers <count>", "at once", parseCount(1), availableParallelism())
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .exitOverride()
    .action((options: Options) => run(options));
}

async function run({ only, seconds, seed, workers, json }: Options): Promise<void> {
  const { simulate } = await import("@ashlar/faults");
  const progress = startProgress();
  const tell = ({ caught, fault }: simulate.MutantOutcome) =>
    progress.step(`${caught ? "noticed" : "SURVIVED"}: ${fault}`);
  const outcomes = await simulate
    .judgeMutants({
      ...{ seed, workers, limit_s: seconds, progress: tell },
      only: only === undefined ? undefined : new RegExp(only),
    })
    .finally(progress.done);
  print(outcomes, json, () => mutantsText(outcomes));
  if (outcomes.some(({ caught }) => !caught)) process.exitCode = Exit.failed;
}

function mutantsText(outcomes: readonly simulate.MutantOutcome[]): string {
  const rows = outcomes.map(({ fault, caught, seconds, message }) => [
    fault,
    caught ? seconds.toFixed(1) : "SURVIVED",
    message.slice(0, 70),
  ]);
  const caught = outcomes.filter((outcome) => outcome.caught).length;
  const heading = ["planted fault", "CPU s", "what the simulator says"];
  return `${table(heading, rows)}\n${caught} of ${outcomes.length} noticed`;
}
