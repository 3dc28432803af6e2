/** `ashlar bench logic`, as a command. */
import { type Command, InvalidArgumentError } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { parseCount } from "../units.js";

export function addLogicBench(bench: Command): void {
  const command = bench.command("logic");
  command
    .description("ask our solver and others the same questions, certificates included")
    .addHelpText("after", "\nExample:\n  ashlar bench logic --quick --json")
    .option("--quick", "fewer questions and rounds, with the same shape")
    .option("--only <pattern>", "questions whose names match a regular expression", parsePattern)
    .option(
      "--limit <seconds>",
      "how long a solver may think about one question (60)",
      parseCount(1),
    )
    .option("--json", "print one JSON object")
    .action(async (options) => {
      const { benchLogic, LIMIT_SECONDS, logicText } = await import("../bench/bench-logic.js");
      const progress = startProgress();
      const limit_s = options.limit ?? LIMIT_SECONDS;
      const { quick = false, only } = options;
      const report = await benchLogic(quick, limit_s, progress.step, only).finally(progress.done);
      if (report.queries.length === 0) command.error(`error: no question's name matches ${only}`);
      print(report, options.json, () => logicText(report));
      if (report.wrong.length > 0) process.exitCode = Exit.failed;
    });
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
