/** `ashlar kernel`: the microkernel on the simulated machine. */
import type { FuzzReport, Step } from "@ashlar/board/fuzz";
import { freshSeed } from "@ashlar/rapilog/random";
import type { Command } from "commander";
import { startProgress, throttled } from "../progress.js";
import { digits, table } from "../table.js";
import { parseCount } from "../units.js";
import { addKernelCompare } from "./kernel-compare.js";
import { addKernelExplore } from "./kernel-explore.js";
import { replay, type Search, tell } from "./kernel-failure.js";

type MakeCommand = (nameAndArguments: string, description: string, example: string) => Command;

const HELP = `
After each call: the kernel has not trapped, the answer is one that there is, an argument beyond its
range was refused, the specification's invariants hold, the hart remembers no translation that the
page tables do not say. A refusal names which argument is to blame; made again with that one, and all
others drawn anew, the call is refused again. A failure is made smaller and its steps are written to a file.
Status 1: something failed.

Examples:
  ashlar kernel fuzz --calls 10000000 --seed 1
  ashlar kernel fuzz --replay ashlar-kernel-1.json`;

/** Adds the group with its subcommands. */
export function addKernelCommands(makeCommand: MakeCommand): void {
  const kernel = makeCommand(
    "kernel",
    "put the microkernel to the test",
    "ashlar kernel fuzz --calls 1000000",
  );
  addKernelCompare(kernel);
  addKernelExplore(kernel);
  kernel
    .command("fuzz")
    .description("every system call with arguments at their edges and random, by the million")
    .option("--calls <count>", "how many", parseCount(1), 1_000_000)
    .option("--seed <number>", "the same run again", parseCount(0))
    .option("--replay <file>", "make the steps of a failure again")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .exitOverride()
    .action(run);
}

interface Options {
  calls: number;
  seed?: number;
  replay?: string;
  json?: boolean;
}

async function run({ calls, seed = freshSeed(), replay: file, json }: Options): Promise<void> {
  const { fuzz, failureText, replayed } = await import("@ashlar/board/fuzz");
  const search: Search<Step> = {
    ...{ subcommand: "fuzz", file: "ashlar-kernel", nothing: "no failure" },
    ...{ failureText, replayed },
  };
  if (file !== undefined) return replay(search, file, json);
  const progress = startProgress();
  progress.step(`seed ${seed}`);
  const hear = (made: number) => progress.step(`seed ${seed}: ${digits(made)} calls`);
  const report = fuzz({ calls, seed, progress: throttled(hear) });
  progress.done();
  await tell(search, report, fuzzText(report), json);
}

function fuzzText(report: FuzzReport): string {
  const { seed, calls, otherSteps, worlds, sweeps, seconds, callsPerSecond } = report;
  const { answers, refusals } = report;
  const rows = Object.entries(answers).map(([name, found]) => {
    const done = found["done"] ?? 0;
    const waits = found["waits"] ?? 0;
    const refused = Object.entries(found).reduce((sum, [, count]) => sum + count, -done - waits);
    return [name, digits(done), digits(waits), digits(refused)];
  });
  return [
    `seed ${seed}: ${digits(calls)} calls and ${digits(otherSteps)} other steps in ${worlds} worlds, ` +
      `${seconds.toFixed(0)} s, ${digits(callsPerSecond)} calls a second;`,
    `each argument of each call at each edge ${sweeps.toFixed(1)} times, besides those drawn`,
    table(["call", "done", "waits", "refused"], rows),
    refusalsText(refusals),
  ].join("\n");
}

/** How often each answer blamed which argument. */
function refusalsText(refusals: FuzzReport["refusals"]): string {
  const columns = [...new Set(Object.values(refusals).flatMap(Object.keys))].sort();
  const rows = Object.entries(refusals).map(([answer, blamed]) => [
    answer,
    ...columns.map((column) => digits(blamed[column] ?? 0)),
  ]);
  return table(["answer: to blame", ...columns], rows);
}
