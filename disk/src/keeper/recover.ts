/**
 * `ashlar recover DISK`: after it, the disk holds everything and the journal is clean.
 *
 * After a crash of the service the vault is there and is drained; after a crash of the machine
 * the journal is read back first. It is a keeper without a server, so it may be killed and run
 * again at any point. Where a keeper lives, that one is asked to drain, and goes on.
 */
import { AshlarError } from "../errors.js";
import {
  type Lock,
  prepareVaultDirectory,
  takeLock,
  vaultExists,
  vaultPaths,
} from "../vault/index.js";
import { type Inspection, inspect } from "./inspect.js";
import { Keeper } from "./keeper.js";
import type { KeeperOptions } from "./options.js";
import { askKeeper, type KeeperStatus } from "./protocol/index.js";

const POLL_MS = 100;
const LOCK_MS_MAX = 10_000;
/** As long as it takes: the longest that a timer can wait. */
const DRAIN_MS_MAX = 2 ** 31 - 1;
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
  const scan = (done: number, total: number) => progress("reading journal", done / total);
  const before = inspect(options, options.dryRun ? scan : undefined);
  const idle = before.source === "disk" && !vaultExists(options.vaultDirectory);
  const nothing: Recovered = { keeper: before.keeper, recovered_bytes: 0, notes: [] };
  const done = options.dryRun || idle ? nothing : await bringHome(options, progress);
  const found = options.dryRun ? before.notHome_bytes : done.recovered_bytes;
  return {
    ...before,
    ...done,
    notHome_bytes: found,
    stale: found > 0,
    duration_ms: Date.now() - started_ms,
  };
}

type Recovered = Pick<RecoverReport, "keeper" | "recovered_bytes" | "notes">;

async function bringHome(options: KeeperOptions, progress: RecoverProgress): Promise<Recovered> {
  prepareVaultDirectory(options.vaultDirectory);
  const lock = await lockOrDrain(options.vaultDirectory);
  if ("recovered_bytes" in lock) return lock;
  try {
    const keeper = await Keeper.start(options, progress);
    const { notes, pending } = keeper.status;
    await drained(keeper, pending.notHome_bytes, progress);
    return { keeper: undefined, recovered_bytes: pending.notHome_bytes, notes };
  } finally {
    lock.release();
  }
}

/** The keeper's lock, or what a keeper that lives has done. One that was killed holds its lock
 * until the kernel has taken its memory apart. */
async function lockOrDrain(directory: string): Promise<Lock | Recovered> {
  const { keeperLock, keeperSocket } = vaultPaths(directory);
  const started_ms = Date.now();
  while (true) {
    const lock = takeLock(keeperLock);
    if (lock) return lock;
    try {
      const status = (await askKeeper(keeperSocket, "status")) as unknown as KeeperStatus;
      const reply = await askKeeper(keeperSocket, "drain", DRAIN_MS_MAX);
      if (reply["ok"] !== true) throw new AshlarError("home-failed", String(reply["error"]));
      const recovered_bytes = status.pending.notHome_bytes;
      const notes = [`process ${status.pid} brought it home`];
      return { keeper: status.pid, recovered_bytes, notes };
    } catch (error) {
      if (error instanceof AshlarError || Date.now() - started_ms > LOCK_MS_MAX) throw error;
      await pause(POLL_MS);
    }
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
