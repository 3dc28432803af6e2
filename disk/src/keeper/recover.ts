/**
 * `ashlar recover DISK`: after it, the disk holds everything and the journal is clean.
 *
 * After a crash of the service the vault is there and is drained; after a crash of the machine
 * the journal is read back first. It is a keeper without a server, so it may be killed and run
 * again at any point. Where a keeper lives, that one is asked to drain, and goes on.
 */
import { AshlarError } from "../errors.js";
import {
  lockHolder,
  prepareVaultDirectory,
  takeLock,
  vaultExists,
  vaultPaths,
} from "../vault/index.js";
import { type Inspection, inspect } from "./inspect.js";
import { Keeper } from "./keeper.js";
import type { KeeperOptions } from "./options.js";
import { askKeeper, type KeeperStatus } from "./protocol.js";

const POLL_MS = 100;
/** How long errors of a device are tried away. */
const PATIENCE_MS = 5000;

export interface RecoverOptions extends KeeperOptions {
  /** Only say whether the disk is stale. */
  dryRun?: boolean;
}

export type RecoverProgress = (what: string, part: number) => void;

export interface RecoverReport extends Inspection {
  /** Bytes of the stream brought home. */
  recovered_bytes: number;
  duration_ms: number;
  notes: string[];
}

/** Brings everything home. Throws `journal-other-disk` where the operator must choose, and
 * `record-damaged` where a record does not verify. */
export async function recover(
  options: RecoverOptions,
  progress: RecoverProgress = () => {},
): Promise<RecoverReport> {
  const started_ms = Date.now();
  const before = inspect(options, (done, total) => progress("reading journal", done / total));
  const report = (recovered_bytes: number, notes: string[]): RecoverReport => ({
    ...before,
    recovered_bytes,
    duration_ms: Date.now() - started_ms,
    notes,
  });
  if (options.dryRun) return report(0, []);
  if (before.source === "disk" && !vaultExists(options.vaultDirectory)) return report(0, []);
  const { keeperLock, keeperSocket } = vaultPaths(options.vaultDirectory);
  prepareVaultDirectory(options.vaultDirectory);
  const lock = takeLock(keeperLock);
  if (!lock) {
    await askKeeper(keeperSocket, "drain", 2 ** 31 - 1);
    return report(before.notHome_bytes, [`process ${lockHolder(keeperLock)} brought it home`]);
  }
  try {
    const keeper = await Keeper.start(options, progress);
    const { notHome_bytes } = keeper.status.pending;
    const notes = keeper.status.notes;
    await drained(keeper, notHome_bytes, progress);
    return report(notHome_bytes, notes);
  } finally {
    lock.release();
  }
}

async function drained(
  keeper: Keeper,
  total_bytes: number,
  progress: RecoverProgress,
): Promise<void> {
  let ended = false;
  const end = keeper.ended.then((how) => {
    ended = true;
    return how;
  });
  void keeper.stop();
  const patience = new Patience();
  while (!ended) {
    const { pending, errors } = keeper.status;
    const hopeless = patience.reason(errors);
    if (hopeless) {
      await keeper.abandon();
      throw hopeless;
    }
    const left = total_bytes === 0 ? 0 : pending.notHome_bytes / total_bytes;
    progress("bringing home", 1 - left);
    await Promise.race([end, pause(POLL_MS)]);
  }
  const how = await end;
  if (how.kind === "fault") throw how.error;
}

/** A keeper tries for ever; somebody who waits at a terminal wants to know. */
class Patience {
  #failingSince_ms: number | undefined;

  /** Why waiting longer is no use. */
  reason(errors: KeeperStatus["errors"]): AshlarError | undefined {
    if (errors.damagedAt !== null)
      return new AshlarError("record-damaged", `position ${errors.damagedAt}`);
    const failure = errors.home ?? errors.journal;
    if (failure === null) this.#failingSince_ms = undefined;
    else this.#failingSince_ms ??= Date.now();
    if (Date.now() - (this.#failingSince_ms ?? Date.now()) < PATIENCE_MS) return undefined;
    return new AshlarError("home-failed", failure ?? "");
  }
}

function pause(duration_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}
