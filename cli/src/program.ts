/**
 * `ashlar`: the one command. What a command does is loaded when it runs, so that a power supply's
 * `ashlar power-fail` waits for nothing it does not need.
 */
import { AshlarError } from "@ashlar/disk/errors";
import { Command, CommanderError, Option } from "commander";
import { addDiskBench } from "./commands/bench-disk.js";
import { addIpcBench } from "./commands/bench-ipc.js";
import { addLogicBench } from "./commands/bench-logic.js";
import { addBootCommand } from "./commands/boot.js";
import { addFaultsCommands } from "./commands/faults.js";
import { addKernelCommands } from "./commands/kernel.js";
import { addProveCommand } from "./commands/prove.js";
import { addValidateCommand } from "./commands/validate.js";
import { addDiskOptions, vaultDirectory } from "./disk-options.js";
import { EnvironmentMissing, EXIT_HELP, Exit } from "./exit.js";
import { print } from "./print.js";
import { startProgress } from "./progress.js";
import { parseCount, parseListen } from "./units.js";

const VERSION = "0.1.0";

/** The command with all its subcommands. */
export const program = new Command("ashlar")
  .description("A durable disk below your database: commits at memory speed, loses nothing.")
  .version(VERSION)
  .showHelpAfterError("(--help tells more)")
  .addHelpText("after", EXIT_HELP)
  .exitOverride();

/** A subcommand with an example in its help. */
function command(nameAndArguments: string, description: string, example: string): Command {
  return program
    .command(nameAndArguments)
    .description(description)
    .addHelpText("after", `\nExample:\n  ${example}`)
    .exitOverride();
}

addDiskOptions(
  command(
    "serve <disk...>",
    "serve disks over NBD; stops on SIGTERM after bringing everything home",
    "ashlar serve /srv/db.img --socket /run/ashlar/db.sock --hold-up 100ms",
  ),
)
  .option("--export <name>", "the export's name (default: empty; with several disks, their files')")
  .option("--socket <path>", "the Unix socket to serve at")
  .option("--socket-group <group>", "who may connect to it, besides its owner")
  .option("--socket-activation", "serve at the sockets that systemd passes")
  .option("--listen <address:port>", "serve over TCP too", parseListen)
  .option("--insecure", "over TCP beyond this machine without TLS and client certificates")
  .option("--tls-certificate <file>", "PEM; offered on Unix sockets, demanded over TCP")
  .option("--tls-key <file>", "PEM")
  .option("--tls-client-authority <file>", "PEM of who signs the clients' certificates")
  .option("--control <path>", "control socket: status, power-fail, power-back, drain, stop")
  .option("--metrics-socket <path>", "Prometheus metrics at a Unix socket")
  .option("--metrics-port <port>", "Prometheus metrics at a port of 127.0.0.1", parseCount(1))
  .option("--max-connections <count>", "clients at once", parseCount(1))
  .option(
    "--readers <count>",
    "reads from the disk at once (default: 4; 1 on a hard disk)",
    parseCount(1),
  )
  .option("--read-only", "refuse writes")
  .addOption(
    new Option("--mode <mode>", "what to compare Ashlar with (only for measurements)").choices([
      "ashlar",
      "write-through",
      "unsafe",
    ]),
  )
  .option("--log-level <level>", "trace, debug, info, warn, error", "info")
  .action(async (disks, options) => {
    if (!options.socket && !options.listen && !options.socketActivation)
      program.error("error: say where to serve: --socket, --listen or --socket-activation");
    const { serve } = await import("./commands/serve.js");
    await serve(disks, options);
  });

addDiskOptions(
  command(
    "keeper <disk>",
    "run the keeper of a disk, for a service manager; serve starts its own otherwise",
    "ashlar keeper /srv/db.img --hold-up 100ms",
  ),
).action(async (disk, options) => {
  const [{ keeper }, { keeperOptions }] = await Promise.all([
    import("@ashlar/disk"),
    import("./keeper-options.js"),
  ]);
  await keeper.runKeeper(keeperOptions(disk, options));
});

addDiskOptions(
  command(
    "recover <disk>",
    "bring everything home that a service left behind, then end",
    "ashlar recover /srv/db.img",
  ),
)
  .option("--unless-kept", "do nothing where a keeper lives: it brings everything home itself")
  .option("--dry-run", "only say whether the disk lacks something (status 1 if so)")
  .option("--json", "print one JSON object")
  .action(async (disk, options) => {
    const { recoverDisk, recoverText } = await import("./commands/recover.js");
    const progress = startProgress();
    const report = await recoverDisk(disk, options, progress.step).finally(progress.done);
    print(report, options.json, () => recoverText(disk, report, options));
    if (options.dryRun && report.stale) process.exitCode = Exit.failed;
  });

command(
  "status [disk]",
  "show what is in the vault and what the budget allows",
  "ashlar status /srv/db.img",
)
  .option("--vault <dir>", "the vault's directory")
  .option("--once", "print once even on a terminal")
  .option("--json", "print one JSON object")
  .action(async (disk, options) => {
    const directory = directoryOf(disk, options);
    const { readStatus, statusText, watchStatus } = await import("./commands/status.js");
    if (!options.json && !options.once && process.stdout.isTTY) return watchStatus(directory);
    const status = await readStatus(directory);
    print(status, options.json, () => statusText(status));
  });

for (const [name, description] of [
  [
    "power-fail",
    "tell the keeper that the power has failed; returns when the journal has everything",
  ],
  ["power-back", "tell the keeper that the power is back: service resumes"],
] as const)
  command(`${name} [disk]`, description, `ashlar ${name} --all`)
    .option("--vault <dir>", "the vault's directory")
    .option("--all [parent]", "every vault below a directory (default: /run/ashlar)")
    .action(async (disk, options) => {
      const { tellPower, vaultsBelow } = await import("./commands/power.js");
      const parent = options.all === true ? "/run/ashlar" : options.all;
      const directories = parent ? vaultsBelow(parent) : [directoryOf(disk, options)];
      const { lines, failed } = await tellPower(name, directories);
      process.stdout.write(`${lines.join("\n")}\n`);
      if (failed > 0) process.exitCode = Exit.failed;
    });

command("journal", "look at a journal", "ashlar journal info /srv/db.img.journal")
  .command("info <path>")
  .description("print what a journal says about itself")
  .action(async (path) => {
    const { journalInfo } = await import("./commands/journal-info.js");
    process.stdout.write(`${JSON.stringify(journalInfo(path), undefined, 2)}\n`);
  });

command(
  "nbd-conformance <address>",
  "try every rule of the NBD protocol on a server; overwrites its data",
  "ashlar nbd-conformance 'nbd+unix:///?socket=/run/test.sock'",
)
  .option("--only <pattern>", "rules whose id matches this regular expression")
  .option("--json", "print one JSON object")
  .action(async (address, options) => {
    const conformance = await import("./commands/conformance.js");
    const progress = startProgress();
    const report = await conformance
      .checkConformance(address, options.only, progress.step)
      .finally(progress.done);
    print(report, options.json, () => conformance.conformanceText(report));
    if (!conformance.isConforming(report)) process.exitCode = Exit.failed;
  });

command("demo", "show it on a real PostgreSQL, in three minutes", "sudo ashlar demo")
  .option("--sqlite", "SQLite over the NBD connection, as where root or FUSE is missing")
  .option("--json", "print one JSON object")
  .action(async (options) => {
    const { missingForFileSystem } = await import("./system/tools.js");
    const missing = options.sqlite ? [] : missingForFileSystem();
    if (missing.length > 0)
      process.stderr.write(
        `skipped: PostgreSQL on a mounted file system (needs ${missing.join(", ")}); SQLite over NBD instead\n`,
      );
    const { demoText, isKept } = await import("./demo/report.js");
    const report =
      options.sqlite || missing.length > 0
        ? await (await import("./demo/sqlite-demo.js")).runSqliteDemo()
        : await (await import("./demo/demo.js")).runDemo();
    print(report, options.json, () => demoText(report));
    if (!isKept(report.crashes)) process.exitCode = Exit.failed;
  });

const bench = command("bench", "measure", "ashlar bench disk --quick --json");
addDiskBench(bench);
addLogicBench(bench);
addIpcBench(bench);
addFaultsCommands(command);
addKernelCommands(command);
addBootCommand(command);
addProveCommand(command);
addValidateCommand(command);

function directoryOf(disk: string | undefined, options: { vault?: string }): string {
  if (disk === undefined && options.vault === undefined)
    program.error("error: name a disk, or a vault with --vault");
  return vaultDirectory(disk ?? "", options);
}

/** Codes that say what this machine lacks. */
const ENVIRONMENT_CODES = new Set<string>(["tools-missing", "packages-missing"]);

/** The exit status that an error stands for. */
function exitOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.ok : Exit.usage;
  if (error instanceof EnvironmentMissing) return Exit.environment;
  if (error instanceof AshlarError)
    return ENVIRONMENT_CODES.has(error.code) ? Exit.environment : Exit.refused;
  return Exit.failed;
}

/** Does what a command line says; the exit status, where that is not left to `process.exitCode`. */
export async function run(parameters: readonly string[]): Promise<number | undefined> {
  try {
    await program.parseAsync(parameters, { from: "user" });
    return undefined;
  } catch (error) {
    // Commander has said what is wrong itself.
    if (!(error instanceof CommanderError))
      program
        .configureOutput()
        .writeErr?.(`ashlar: ${error instanceof Error ? error.message : error}\n`);
    return exitOf(error);
  }
}
