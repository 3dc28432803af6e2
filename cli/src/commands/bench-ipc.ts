/** `ashlar bench ipc`, as a command. */
import type { Command } from "commander";
import { print } from "../print.js";
import { startProgress } from "../progress.js";

export function addIpcBench(bench: Command): void {
  bench
    .command("ipc")
    .description("count instructions of the kernel's messages on emulated RISC-V, Linux beside")
    .addHelpText("after", "\nExample:\n  ashlar bench ipc --json")
    .option("--no-linux", "the kernel alone: no package is fetched, and no Linux booted")
    .option("--json", "print one JSON object")
    .action(async (options) => {
      const { benchIpc, ipcText } = await import("../bench/bench-ipc.js");
      const progress = startProgress();
      const report = await benchIpc(options.linux, progress.step).finally(progress.done);
      print(report, options.json, () => ipcText(report));
    });
}
