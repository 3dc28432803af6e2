/** `ashlar faults show`: what the laboratory says of storage that is known. */
import { linux } from "@ashlar/disk";
import { freshSeed } from "@ashlar/rapilog/random";
import { type Command, Option } from "commander";
import { EnvironmentMissing, Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { parseCount } from "../units.js";

const HELP = `
The same cycles as \`ashlar faults run\`, on Ashlar (with and without the power's warning), on a
write-through server, on disks that lie or shear, on an unsafe server. Needs qemu-nbd (qemu-utils)
and nbdkit for all but Ashlar. Status 0: the three that keep their promise are clean, and the three
that do not are caught and named.

Example:
  ashlar faults show --cycles 20 --report pages/`;

interface Options {
  cycles: number;
  seed?: number;
  only?: string[];
  report?: string;
  json?: boolean;
}

export function addFaultsShow(group: Command): void {
  group
    .command("show")
    .description("run it on six storages that are known: Ashlar, others, disks that lie")
    .option("--cycles <count>", "power failures of each", parseCount(1), 8)
    .option("--seed <number>", "replays workload, cuts and faults", parseCount(0))
    .addOption(
      new Option("--only <scenario...>", "some of them").choices([
        "ashlar",
        "sudden",
        "write-through",
        "lying",
        "shearing",
        "unsafe",
      ]),
    )
    .option("--report <folder>", "write a page for each")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .exitOverride()
    .action((options: Options) => showFaults(options));
}

async function showFaults(options: Options): Promise<void> {
  const [{ show, showText, writePages }, { withCleanup }, { findTool }] = await Promise.all([
    import("../faults/show.js"),
    import("../system/cleanup.js"),
    import("../system/tools.js"),
  ]);
  const alone = options.only?.every((name) => ["ashlar", "sudden"].includes(name)) ?? false;
  const missing = ["qemu-nbd", "nbdkit"].filter((tool) => findTool(tool) === undefined);
  if (!alone && missing.length > 0)
    throw new EnvironmentMissing(
      `${missing.join(" and ")} missing: apt-get install qemu-utils nbdkit`,
    );
  if (options.report !== undefined) linux.makeFolder(options.report);
  const progress = startProgress();
  const seed = options.seed ?? freshSeed();
  const report = await withCleanup((cleanup) =>
    show({ ...options, seed }, cleanup, progress.step),
  ).finally(progress.done);
  print(report, options.json, () => showText(report));
  if (options.report !== undefined) await writePages(report, options.report);
  if (report.scenarios.some(({ asExpected }) => !asExpected)) process.exitCode = Exit.failed;
}
