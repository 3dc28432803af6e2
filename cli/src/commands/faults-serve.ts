/** `ashlar faults serve|cut|list|speed`: simulated disks, to try storage and checkers on. */
import { MODEL_NAMES } from "@ashlar/disk/models";
import { type Command, Option } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { parseCount, parseSize } from "../units.js";
import type { ServeFaultsOptions } from "./faults-serving.js";

const SERVE_HELP = `
The bytes are in memory and end with the process. A fault is NAME, NAME:PROBABILITY or
NAME:PROBABILITY:AMOUNT; \`ashlar faults list\` says what each does. Every strike is one JSON line
on standard error, or in the file of --fault-log.

Example:
  ashlar faults serve --size 1G --model ssd-consumer --fault lying-flush --seed 7 --socket d.sock &
  until [ -S d.sock ]; do sleep 0.1; done
  ashlar faults run 'nbd+unix:///?socket=d.sock' --cut 'ashlar faults cut d.sock'`;

export function addFaultsServe(faults: Command): void {
  addServe(faults);
  addCut(faults);
  addList(faults);
  addSpeed(faults);
}

function addServe(faults: Command): void {
  faults
    .command("serve")
    .description("serve a simulated disk over NBD, in real time, with the faults it is given")
    .requiredOption("--socket <path>", "the Unix socket to serve at")
    .requiredOption("--size <size>", "the disk's size", parseSize)
    .addOption(
      new Option(
        "--model <name>",
        "how long requests take, and whether the cache is volatile",
      ).choices(MODEL_NAMES),
    )
    .option("--fault <fault...>", "switch a fault on")
    .option("--seed <number>", "replays which requests the faults strike", parseCount(0))
    .addOption(
      new Option("--sector <bytes>", "what writes are torn at")
        .choices(["512", "4096"])
        .default("512"),
    )
    .option("--control <path>", "the control socket (default: the socket's path and .control)")
    .option("--fault-log <file>", "where strikes are written")
    .addHelpText("after", SERVE_HELP)
    .exitOverride()
    .action(async (options: ServeFaultsOptions, command: Command) => {
      const { complaint, serveFaults } = await import("./faults-serving.js");
      const wrong = complaint(options);
      if (wrong !== undefined) command.error(`error: ${wrong}`);
      await serveFaults(options);
    });
}

function addCut(faults: Command): void {
  faults
    .command("cut <socket>")
    .description("cut the power of a served disk: it comes back with what was durable")
    .addOption(new Option("--off", "leave it off").conflicts("on"))
    .option("--on", "only switch it on again")
    .option("--control <path>", "its control socket (default: the socket's path and .control)")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  ashlar faults cut d.sock")
    .exitOverride()
    .action(async (socket: string, options) => {
      const { cutPower, cutText } = await import("./faults-cut.js");
      const request = options.off ? "power-off" : options.on ? "power-on" : "cut";
      const reply = await cutPower(options.control ?? `${socket}.control`, request);
      print(reply, options.json, () => cutText(reply));
      if (reply["ok"] !== true) process.exitCode = Exit.failed;
    });
}

function addList(faults: Command): void {
  faults
    .command("list")
    .description("the faults that a simulated disk can be given")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  ashlar faults list")
    .exitOverride()
    .action(async (options) => {
      const { faultList, faultListText } = await import("./faults-serving.js");
      print(faultList(), options.json, faultListText);
    });
}

function addSpeed(faults: Command): void {
  faults
    .command("speed")
    .description("measure how many requests and power cuts a minute are simulated in process")
    .option("--seconds <count>", "for each of three figures", parseCount(1), 3)
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  ashlar faults speed --seconds 10")
    .exitOverride()
    .action(async (options) => {
      const { disk } = await import("@ashlar/faults");
      const speed = disk.measureSpeed(options.seconds);
      print(speed, options.json, () =>
        Object.entries(speed)
          .map(([what, count]) => `${what.replaceAll("_", " ")}: ${Math.round(count)}`)
          .join("\n"),
      );
    });
}
