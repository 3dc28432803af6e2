/**
 * Starting a keeper, or finding the one that lives: the server's side of it.
 *
 * The keeper is a process of its own in a session of its own, so that what kills the server
 * (a signal to its group, a lost terminal) spares it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { AshlarError, type ErrorCode } from "../../errors.js";
import { lockHolder, vaultPaths } from "../../vault/index.js";
import type { KeeperOptions } from "../options.js";
import { askKeeper, type KeeperStatus } from "../protocol/index.js";

const MAIN = fileURLToPath(new URL("../main.js", import.meta.url));
const POLL_MS = 50;
const PATIENCE_MS = 60_000;

export interface SpawnOptions {
  /** Told of long work before the keeper is ready: making or loading the journal. */
  progress?: (what: string, part: number) => void;
  /** How long to wait for one that lives but does not answer yet. Default: a minute. */
  patience_ms?: number;
  /** Where its log goes. Default: this process's standard error. */
  stderr?: "inherit" | "ignore" | number;
}

/** A live keeper. */
export interface KeeperHandle {
  readonly pid: number;
  /** It lived already. */
  readonly attached: boolean;
  /** Resolves with its exit status when it ends; 0 for one that drained. A keeper that was found
   * alive is watched by its lock, and its status is not known: undefined. Waiting for it does not
   * keep this process alive. */
  readonly exited: Promise<number | undefined>;
  status(): Promise<KeeperStatus>;
  /** Has it drain everything home and end; resolves when it has ended. */
  stop(): Promise<void>;
}

/** Finds the live keeper of the vault or starts one; resolves when the vault can be opened. */
export async function spawnKeeper(
  options: KeeperOptions,
  how: SpawnOptions = {},
): Promise<KeeperHandle> {
  const { keeperLock } = vaultPaths(options.vaultDirectory);
  while (true) {
    const living = lockHolder(keeperLock);
    // One that was killed holds its lock until the kernel has taken its memory apart.
    const keeper =
      living === undefined ? await start(options, how) : await attach(living, options, how);
    if (keeper) return keeper;
  }
}

/** Undefined where another keeper was faster. */
async function start(options: KeeperOptions, how: SpawnOptions): Promise<KeeperHandle | undefined> {
  const child = spawn(process.execPath, [MAIN, JSON.stringify(options)], {
    detached: true,
    stdio: ["ignore", "pipe", how.stderr ?? "inherit"],
  });
  const exited = new Promise<number>((resolve) => {
    child.on("exit", (code) => resolve(code ?? -1));
  });
  if (!(await untilReady(child, how))) return undefined;
  child.unref();
  const { keeperSocket } = vaultPaths(options.vaultDirectory);
  return handle(child.pid!, false, exited, keeperSocket, () => {
    child.ref();
    return exited;
  });
}

/** True when the child is ready, false where another keeper was faster. */
async function untilReady(child: ChildProcess, how: SpawnOptions): Promise<boolean> {
  for await (const line of createInterface(child.stdout!)) {
    const told = JSON.parse(line);
    if (told.progress !== undefined) how.progress?.(told.progress, told.part);
    if (told.attached !== undefined) return false;
    if (told.error !== undefined) throw refusal(told);
    if (!told.ready) continue;
    child.stdout!.destroy();
    return true;
  }
  throw new AshlarError("keeper-failed", "it ended without a word");
}

function refusal(told: { error: string; code?: ErrorCode; detail?: string }): AshlarError {
  if (told.code) return new AshlarError(told.code, told.detail ?? "");
  return new AshlarError("keeper-failed", told.error);
}

/** Waits for a keeper that lives to answer: it may be making its journal still. Undefined if it
 * ends meanwhile. */
async function attach(
  pid: number,
  options: KeeperOptions,
  how: SpawnOptions,
): Promise<KeeperHandle | undefined> {
  const { keeperLock, keeperSocket } = vaultPaths(options.vaultDirectory);
  const started_ms = Date.now();
  while (!(await answers(keeperSocket))) {
    if (lockHolder(keeperLock) !== pid) return undefined;
    if (Date.now() - started_ms > (how.patience_ms ?? PATIENCE_MS))
      throw new AshlarError("keeper-failed", `process ${pid} does not answer`);
    await delay(POLL_MS);
  }
  const watched = released(keeperLock, pid, false);
  return handle(pid, true, watched, keeperSocket, () => released(keeperLock, pid, true));
}

async function answers(socket: string): Promise<boolean> {
  try {
    return (await askKeeper(socket, "status"))["ok"] === true;
  } catch {
    return false;
  }
}

/** Resolves when the process no longer holds its lock. */
async function released(lock: string, pid: number, ref: boolean): Promise<undefined> {
  while (lockHolder(lock) === pid) await delay(POLL_MS, undefined, { ref });
  return undefined;
}

/** `wait` resolves as `exited` does, and keeps this process alive meanwhile. */
function handle(
  pid: number,
  attached: boolean,
  exited: Promise<number | undefined>,
  socket: string,
  wait: () => Promise<unknown>,
): KeeperHandle {
  return {
    pid,
    attached,
    exited,
    status: async () => (await askKeeper(socket, "status")) as unknown as KeeperStatus,
    stop: async () => {
      await askKeeper(socket, "stop");
      await wait();
    },
  };
}
