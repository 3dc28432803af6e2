/** `ashlar bench logic`, as a command. */
import type { Command } from "commander";
import { Exit } from "../exit.js";
import { startProgress } from "../progress.js";

type Print = (object: unknown, json: boolean | undefined, text: () => string) => void;

export function addLogicBench(bench: Command, print: Print): void {
  bench
    .command("logic")
    .description("ask our solver and others the same questions, certificates included")
    .addHelpText("after", "\nExample:\n  ashlar bench logic --quick --json")
    .option("--quick", "fewer questions and rounds, with the same shape")
    .option("--json", "print one JSON object")
    .action(async (options) => {
      const { benchLogic, logicText } = await import("../bench/bench-logic.js");
      const progress = startProgress();
      const report = await benchLogic(options.quick ?? false, progress.step).finally(progress.done);
      print(report, options.json, () => logicText(report));
      if (report.wrong.length > 0) process.exitCode = Exit.failed;
    });
}
