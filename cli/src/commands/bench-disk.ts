/** `ashlar bench disk`, as a command. */
import { MODEL_NAMES } from "@ashlar/disk/models";
import { type Command, Option } from "commander";
import { PARTS } from "../bench/parts.js";
import { Exit } from "../exit.js";
import { print } from "../print.js";

export function addDiskBench(bench: Command): void {
  const disks = new Option("--disk <model...>", "the database on these modelled disks alone");
  bench
    .command("disk")
    .description("measure everything that the README states about the disk")
    .addHelpText("after", "\nExample:\n  ashlar bench disk --only database --disk hdd-7200")
    .option("--quick", "shorter, with the same shape")
    .addOption(new Option("--only <part...>", "these parts alone").choices(PARTS))
    .addOption(disks.choices(MODEL_NAMES))
    .option("--json", "print one JSON object")
    .action(async (options) => {
      const [{ runBench }, { bars, benchText }] = await Promise.all([
        import("../bench/bench-disk.js"),
        import("../bench/report.js"),
      ]);
      const parts = PARTS.filter((part) => options.only?.includes(part) ?? true);
      const report = await runBench(options.quick ?? false, parts, options.disk ?? MODEL_NAMES);
      print(report, options.json, () => benchText(report));
      if (bars(report).some(({ met }) => !met)) process.exitCode = Exit.failed;
    });
}
