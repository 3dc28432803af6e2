/** What every command that works on a disk takes: where its parts are and how long power lasts. */
import { basename, join } from "node:path";
import type { backing, keeper } from "@ashlar/disk";
import { MODEL_NAMES } from "@ashlar/disk/models";
import { type Command, Option } from "commander";
import { parseDuration_ms, parseSize } from "./units.js";

export interface DiskOptions {
  vault?: string;
  journal?: string;
  journalSize?: number;
  journalOwnDevice?: boolean;
  spareJournal?: string;
  persistentVault?: boolean;
  holdUp?: number;
  powerInput?: keeper.PowerInput[];
  detection?: number;
  margin?: number;
  replay?: boolean;
  discard?: boolean;
  model?: backing.ModelName;
  modelState?: string;
}

/** Adds the options that server and keeper share. */
export function addDiskOptions(command: Command): Command {
  return command
    .option("--vault <dir>", "the vault's directory, in memory (default: below /run/ashlar)")
    .option("--journal <path>", "file or device of the journal (default: DISK.journal)")
    .option("--journal-size <size>", "of a new journal, 1M to 1G; the vault is as large", parseSize)
    .option("--journal-own-device", "nothing else is on the journal's device")
    .option("--spare-journal <path>", "takes over when the journal fails; on another device")
    .option("--persistent-vault", "the vault's directory is persistent memory")
    .option(
      "--hold-up <time>",
      "how long the power lasts after it failed; without it, acknowledgements wait for the journal",
      parseDuration_ms,
    )
    .addOption(
      new Option(
        "--power-input <name...>",
        "who tells of a power failure; the slowest counts",
      ).choices(["signal", "socket", "nut", "apcupsd"]),
    )
    .option(
      "--detection <time>",
      "worst latency of the power inputs, if measured",
      parseDuration_ms,
    )
    .option(
      "--margin <time>",
      "taken off the hold-up for what was never measured",
      parseDuration_ms,
    )
    .addOption(
      new Option("--replay", "the journal is this disk's, whatever it says").conflicts("discard"),
    )
    .option("--discard", "drop what the journal holds for this disk")
    .addOption(
      new Option("--model <name>", "behave like this disk (for tests)").choices(MODEL_NAMES),
    )
    .option("--model-state <path>", "where all users of one modelled disk share its state");
}

/** The vault's directory of a disk, where none is named. */
export function vaultDirectory(disk: string, options: Pick<DiskOptions, "vault">): string {
  if (options.vault !== undefined) return options.vault;
  const uid = process.getuid?.() ?? 0;
  const parent = uid === 0 ? "/run/ashlar" : `/dev/shm/ashlar-${uid}`;
  return join(parent, basename(disk).replace(/\.(img|raw)$/, ""));
}
