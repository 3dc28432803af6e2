/** `ashlar faults run TARGET --cut COMMAND`: does this storage keep what it acknowledges? */
import { type Command, Option } from "commander";
import { Exit } from "../exit.js";
import type { RunOptions } from "../faults/run.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { requirePlace } from "../report-file.js";
import { parseAtom, parseCount, parseDuration_ms, parseSize } from "../units.js";

const HELP = `
TARGET is an NBD URI, a file or a block device; its data are lost. COMMAND is run by the shell
and cuts the target's power; it, or the command of --restore, brings it back. Both find
ASHLAR_PHASE (cut, restore), ASHLAR_CYCLE, ASHLAR_TARGET and ASHLAR_SEED in their environment.
Status 1: the promise was broken, or not one write was acknowledged.

Examples:
  ashlar faults run 'nbd+unix:///?socket=/run/t.sock' --cut ./power-off --restore ./power-on
  ashlar faults run /dev/sdx --erase --cut 'plug off 4' --restore 'plug on 4' --cycles 1000 \\
      --state /srv/sdx.state --report sdx.html`;

/** More load no storage by itself, but only this process. */
const CLIENTS_MAX = 1000;
const DEPTH_MAX = 1000;

export function addFaultsRun(faults: Command): void {
  const command = faults
    .command("run <target>")
    .description("write, cut the power, read back, classify: on any storage")
    .requiredOption("--cut <command>", "cuts the target's power")
    .option("--restore <command>", "brings it back (default: the cut command does)")
    .option("--cycles <count>", "power failures in all", parseCount(1), 10)
    .addOption(
      new Option(
        "--promise <promise>",
        "what must survive: nbd: what FLUSH and FUA covered; every: each acknowledged write; prefix: whatever was acknowledged before something that survived",
      )
        .choices(["nbd", "every", "prefix"])
        .default("nbd"),
    );
  addLoad(command)
    .addOption(
      new Option("--patience <time>", "how long a command, or the target's return, may take")
        .argParser(parseDuration_ms)
        .default(60_000, "60s"),
    )
    .option("--seed <number>", "replay this workload", parseCount(0))
    .option("--state <file>", "where to go on from, after whatever; not on the target")
    .option("--erase", "destroy what the target holds")
    .option("--report <file>", "write a page with plots")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .exitOverride()
    .action((target: string, options: Options) => run(target, options));
}

/** What is written, how much of it at once, how long. */
function addLoad(command: Command): Command {
  return command
    .option("--workers <count>", "clients", parseCount(1, CLIENTS_MAX), 4)
    .option("--depth <count>", "requests in flight per client", parseCount(1, DEPTH_MAX), 8)
    .option(
      "--span <size>",
      "how much of the target is written, from its start (default: 64M, or all of a smaller one)",
      parseSize,
    )
    .addOption(
      new Option("--size <size>", "the longest write")
        .argParser(parseSize)
        .default(64 * 1024, "64K"),
    )
    .option(
      "--atomic <size>",
      "what the target writes whole or not at all (default: its block)",
      parseAtom,
    )
    .addOption(
      new Option("--load <time>", "the longest time from the first write to the cut")
        .argParser(parseDuration_ms)
        .default(2000, "2s"),
    );
}

type Options = RunOptions & { report?: string; json?: boolean };

async function run(target: string, options: Options): Promise<void> {
  const [{ runFaults, runText, writePage }, { blackbox }] = await Promise.all([
    import("../faults/run.js"),
    import("@ashlar/faults"),
  ]);
  requirePlace(options.report);
  const progress = startProgress();
  const report = await runFaults(target, options, progress.step).finally(progress.done);
  print(report, options.json, () => runText(report));
  if (options.report !== undefined) await writePage(report, options.report);
  if (blackbox.outcomeOf(report) !== "clean") process.exitCode = Exit.failed;
}
