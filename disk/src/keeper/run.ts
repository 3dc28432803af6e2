/**
 * The keeper as a process, from start to end.
 *
 * Standard output tells the starter how it gets on, one JSON object per line:
 * {"progress":…,"part":…} during long work, then {"ready":true} or {"error":…,"code":…}, or
 * {"attached":PID} where a keeper of this vault lives already. Logs go to standard error.
 *
 * Signals: SIGPWR, the power fails. SIGTERM and SIGINT, drain everything home and end; the exit
 * status is then 0. Any other end has another status, and the supervisor starts it anew.
 */
import { AshlarError } from "../errors.js";
import { raisePriority } from "../linux/index.js";
import { lockHolder, prepareVaultDirectory, takeLock, vaultPaths } from "../vault/index.js";
import { Keeper } from "./keeper.js";
import type { KeeperOptions } from "./options.js";

const EXIT_FAULT = 70;
const EXIT_REFUSED = 78;
const PROGRESS_MS = 200;

/** Loaded while the threads start, which is when there is time. */
async function openLog() {
  const { pino } = await import("pino");
  return pino({ name: "keeper" }, pino.destination({ dest: 2, sync: true }));
}

function tell(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function progressTeller() {
  let told_ms = 0;
  return (progress: string, part: number) => {
    if (part < 1 && Date.now() - told_ms < PROGRESS_MS) return;
    told_ms = Date.now();
    tell({ progress, part });
  };
}

/** Runs a keeper until it has drained, flushed, or failed; then the process ends. */
export async function runKeeper(options: KeeperOptions): Promise<void> {
  await serve(options).catch(async (error: Error) => {
    const refusal = error instanceof AshlarError ? error : undefined;
    tell({ error: error.message, code: refusal?.code, detail: refusal?.detail });
    const log = await openLog();
    // What the operator has to put right needs no stack.
    if (refusal) log.fatal({ code: refusal.code }, `could not start: ${refusal.message}`);
    else log.fatal({ err: error }, "could not start");
    process.exit(refusal ? EXIT_REFUSED : EXIT_FAULT);
  });
}

async function serve(options: KeeperOptions): Promise<void> {
  // A starter that went away must not end the keeper.
  process.stdout.on("error", () => {});
  process.on("SIGHUP", () => {});
  raisePriority();
  const { keeperLock } = vaultPaths(options.vaultDirectory);
  prepareVaultDirectory(options.vaultDirectory);
  if (!takeLock(keeperLock)) {
    tell({ attached: lockHolder(keeperLock) });
    return;
  }
  const logging = openLog();
  const keeper = await Keeper.start(options, progressTeller());
  const log = await logging;
  process.on("SIGPWR", () => {
    keeper.powerFail();
    log.warn("the power is failing");
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      log.info({ signal }, "draining");
      void keeper.stop();
    });
  const { origin, notes, budget } = keeper.status;
  log.info({ disk: options.disk.path, origin, budget: budget.bytes, notes }, "ready");
  tell({ ready: true, pid: process.pid });
  const end = await keeper.ended;
  if (end.kind !== "fault") log.info(end, "ended");
  else log.fatal({ err: end.error }, "a thread died");
  process.exit(end.kind === "fault" ? EXIT_FAULT : 0);
}
