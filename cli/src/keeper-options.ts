/** From the command line's options to the keeper's. */
import { statSync } from "node:fs";
import type { backing, keeper } from "@ashlar/disk";
import { calibrateModel } from "@ashlar/disk/backing";
import { type DiskOptions, vaultDirectory } from "./disk-options.js";

/** The keeper's options for `disk`. */
export function keeperOptions(disk: string, options: DiskOptions): keeper.KeeperOptions {
  const directory = vaultDirectory(disk, options);
  const model = modelSpec(directory, options);
  const on = (path: string, place_bytes: number): backing.BackingSpec =>
    model === undefined ? { path } : { path, model: { ...model, place_bytes } };
  return {
    vaultDirectory: directory,
    disk: on(disk, 0),
    ...journalOptions(disk, options, on),
    ...defined({
      ringBytes: options.journalSize,
      persistent: options.persistentVault,
      holdUp_ms: options.holdUp,
      powerInputs: options.powerInput,
      detection_ms: options.detection,
      margin_ms: options.margin,
      journalOwnDevice: options.journalOwnDevice,
    }),
    onMismatch: options.replay ? "replay" : options.discard ? "discard" : "refuse",
  };
}

/** On a modelled disk the journal lies right behind the disk's own bytes. */
function journalPlace_bytes(disk: string): number {
  const { size } = statSync(disk, { throwIfNoEntry: false }) ?? { size: 0 };
  return size;
}

function journalOptions(
  disk: string,
  options: DiskOptions,
  on: (path: string, place_bytes: number) => backing.BackingSpec,
): Pick<keeper.KeeperOptions, "journal" | "spare"> {
  const spare = options.spareJournal;
  return {
    journal: on(options.journal ?? `${disk}.journal`, journalPlace_bytes(disk)),
    ...(spare === undefined ? {} : { spare: { path: spare } }),
  };
}

/** Calibrated once for all who open it: many calibrations at once would disturb each other. */
function modelSpec(directory: string, options: DiskOptions): backing.ModelSpec | undefined {
  if (options.model === undefined) return undefined;
  const statePath = options.modelState ?? `${directory}.model`;
  return calibrateModel({ name: options.model, statePath });
}

/** Without the fields that are undefined: `exactOptionalPropertyTypes` tells them apart. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
