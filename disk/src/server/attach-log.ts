/**
 * Attaching a log to a vault that is there: a new one, one that recovery has filled from the
 * journal, or one that a server left behind when it was killed.
 *
 * Every record before the published `head` is whole. A record beyond it was never acknowledged,
 * because publishing comes first, and is overwritten.
 */
import { Log, Recover, SEQUENCE_UNKNOWN } from "@ashlar/rapilog";
import { AshlarError } from "../errors.js";
import { openFifo, sleepThread } from "../linux/index.js";
import {
  type Control,
  openVault,
  type UnenteredPages,
  unenteredRing,
  type VaultHandle,
  vaultPaths,
} from "../vault/index.js";
import { STAGING_BYTES } from "./staging.js";

export interface AttachedLog {
  log: Log;
  control: Control;
  ringSectors: number;
  /** What of the vault is to be entered into this process while there is nothing else to do. */
  unentered: UnenteredPages;
  /** The keeper's line to us. */
  wakeFd: number;
}

/** Maps the vault of `directory` and takes up its records. */
export function attachLog(directory: string): AttachedLog {
  const vault = openVault(directory);
  const log = new Log({ ...vault.geometry, stagingBytes: STAGING_BYTES });
  const control = takeUpVault(vault, log, () => sleepThread(NAP_ms));
  vault.close();
  control.set("serverPid", BigInt(process.pid));
  const { ringSectors } = vault.geometry;
  const unentered = unenteredRing(log.memory, log.vaultOffset, control);
  return { log, control, ringSectors, unentered, wakeFd: openFifo(vaultPaths(directory).wake) };
}

const NAP_ms = 10;

/** Maps a vault into the memory of `log`, of the same geometry, and takes up its records; `pause`
 * lets the keeper work. */
export function takeUpVault(vault: VaultHandle, log: Log, pause: () => void): Control {
  const control = vault.map(log.memory, log.vaultOffset, { populate: false });
  const released = control.get("released");
  const head = control.get("head");
  const sequence = released === head ? control.get("sequence") : SEQUENCE_UNKNOWN;
  log.core.attach(vault.stream, control.get("incarnation"), 0n, released, sequence);
  while (log.core.head() < head) {
    const outcome = log.core.recover();
    if (outcome === Recover.end)
      throw new AshlarError("vault-damaged", `${vault.directory}: no record at ${log.core.head()}`);
    if (outcome !== Recover.wait) continue;
    pause();
    followRelease(log, control);
  }
  return control;
}

/** The overlay is full: the keeper has to bring something home first. */
function followRelease(log: Log, control: Control): void {
  const released = control.get("released");
  const head = log.core.head();
  if (released < head) log.core.released(released);
  else log.core.released(head);
}
