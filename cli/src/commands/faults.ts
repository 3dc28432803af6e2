/** `ashlar faults`: the power-fault laboratory's commands. */
import { writeFileSync } from "node:fs";
import { MODEL_NAMES } from "@ashlar/disk/models";
import { freshSeed } from "@ashlar/rapilog/random";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { FAILURE_NAMES, type FailureName } from "../databases/failures.js";
import { DATABASE_NAMES, type DatabaseName } from "../databases/names.js";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { requirePlace } from "../report-file.js";
import { parseCount, parseDuration_ms } from "../units.js";
import { addFaultsMutants } from "./faults-mutants.js";
import { addFaultsRun } from "./faults-run.js";
import { addFaultsServe } from "./faults-serve.js";
import { addFaultsShow } from "./faults-show.js";
import { addFaultsSimulate } from "./faults-simulate.js";

type MakeCommand = (nameAndArguments: string, description: string, example: string) => Command;
/** Adds the group with all its subcommands. */
export function addFaultsCommands(makeCommand: MakeCommand): void {
  const group = makeCommand(
    "faults",
    "make the power fail, and everything else, and count what is lost",
    "ashlar faults database sqlite --vm --cycles 12",
  );
  addDatabase(group);
  addFaultsRun(group);
  addFaultsServe(group);
  addFaultsSimulate(group);
  addFaultsMutants(group);
  addFaultsShow(group);
}

function parseFailures(text: string): FailureName[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !FAILURE_NAMES.some((known) => known === name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`"${unknown}" is none of ${FAILURE_NAMES.join(", ")}.`);
  return names as FailureName[];
}

const DATABASE_HELP = `
Fetches Debian's packages at the first run, by apt-get, and installs nothing. In a virtual machine
it needs qemu-system-x86_64. Status 1: the promise was broken; 3: something is missing here.

Example:
  ashlar faults database postgres --cycles 12 --seed 1`;

interface DatabaseCommandOptions {
  cycles: number;
  failures: FailureName[];
  seed?: number;
  host?: boolean;
  mode: "ashlar" | "unsafe";
  expectLoss?: boolean;
  model: string;
  holdUp: number;
  json?: boolean;
  report?: string;
}

function addDatabase(group: Command): void {
  group
    .command("database")
    .addArgument(new Argument("<name>", "the database").choices(DATABASE_NAMES))
    .description("an unmodified postgres, mariadb or sqlite under load, and six failures")
    .addHelpText("after", DATABASE_HELP)
    .exitOverride()
    .option("--cycles <count>", "how many failures", parseCount(1), FAILURE_NAMES.length)
    .addOption(
      new Option("--failures <list>", `some of ${FAILURE_NAMES.join(", ")}; with commas`)
        .argParser(parseFailures)
        .default(FAILURE_NAMES, "all, in turn"),
    )
    .option("--seed <number>", "replays order and instants", parseCount(0))
    .addOption(new Option("--vm", "in a virtual machine (the default)").conflicts("host"))
    .option("--host", "on this machine, in a chroot; needs root")
    .addOption(
      new Option("--mode <mode>", "what the database stands on")
        .choices(["ashlar", "unsafe"])
        .default("ashlar"),
    )
    .option("--expect-loss", "loss is what this run is to show: status 0 only if it does")
    .addOption(
      new Option("--model <name>", "the disk below Ashlar")
        .choices([...MODEL_NAMES, "memory"])
        .default("hdd-7200"),
    )
    .addOption(
      new Option("--hold-up <time>", "what Ashlar is told of how long the power lasts")
        .argParser(parseDuration_ms)
        .default(1000, "1s"),
    )
    .option("--json", "print one JSON object")
    .option("--report <file>", "write the table there too")
    .action((name: DatabaseName, options: DatabaseCommandOptions) => runDatabase(name, options));
}

async function runDatabase(database: DatabaseName, options: DatabaseCommandOptions): Promise<void> {
  const [{ runSeries }, { seriesText, isKept, showsLoss }, { withCleanup }] = await Promise.all([
    import("../databases/series.js"),
    import("../databases/report.js"),
    import("../system/cleanup.js"),
  ]);
  const { cycles, failures, mode, holdUp: holdUp_ms, model } = options;
  const series = {
    ...{ database, cycles, failures, mode, holdUp_ms },
    seed: options.seed ?? freshSeed(),
    where: options.host ? ("host" as const) : ("vm" as const),
    model: model === "memory" || mode === "unsafe" ? undefined : model,
  };
  requirePlace(options.report);
  const progress = startProgress();
  progress.step(`seed ${series.seed}`);
  const report = await withCleanup((cleanup) => runSeries(series, cleanup, progress.step)).finally(
    progress.done,
  );
  print(report, options.json, () => seriesText(report));
  if (options.report !== undefined) writeFileSync(options.report, `${seriesText(report)}\n`);
  const good = options.expectLoss ? showsLoss(report) : isKept(report);
  if (!good) process.exitCode = Exit.failed;
}
