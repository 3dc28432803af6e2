/**
 * What the promise is about: the server killed, the keeper killed, the power failing, all under
 * load, with a ledger of what clients were told is committed.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { AshlarService } from "../system/ashlar-service.js";
import type { Cleanup } from "../system/cleanup.js";
import { waitFor } from "../system/command.js";
import { warmPgbench } from "../system/pgbench.js";
import type { Stack } from "../system/stack.js";
import { Ledger, type LedgerVerdict } from "./ledger.js";
import { Relay } from "./relay.js";

const LEDGER_CLIENTS = 4;
const LOAD_CLIENTS = 4;
const LOAD_SECONDS_MAX = 60;
/** How long the load runs before something happens to it. */
const UNDER_LOAD_MS = 1500;

export interface CrashReport {
  /** Longest time that no commit was acknowledged around each kill. */
  pause_ms: { server: number; keeper: number };
  /** From the warning to the journal holding everything. */
  flush_ms: number;
  /** What might have been acknowledged beyond the journal when the warning came. */
  budget_bytes: number;
  recovery_ms: number;
  ledger: LedgerVerdict;
  /** What the database says of itself: no transaction is there by half. */
  consistent: boolean;
}

/** Runs all three on a stack whose database is detached. */
export async function crash(
  stack: Stack,
  cleanup: Cleanup,
  onStep: (text: string) => void,
): Promise<CrashReport> {
  const relay = new Relay(stack.service.socket, stack.folder);
  await relay.start(cleanup);
  await stack.attachDatabase(relay.socket);
  await warmPgbench(stack.postgres);
  const ledger = await Ledger.create(stack.postgres);
  ledger.start(stack.postgres, LEDGER_CLIENTS);
  const load = startLoad(stack);
  await sleep(UNDER_LOAD_MS);

  onStep("SIGKILL for the server, under load");
  const server = await pauseOf(ledger, async () => {
    await stack.service.killServer();
    await stack.service.start();
  });
  onStep("SIGKILL for the keeper, under load");
  const keeper = await pauseOf(ledger, () => stack.service.killKeeper());
  await sleep(UNDER_LOAD_MS);

  onStep("power fails, under load");
  const flush = await failPower(stack.service);
  await relay.kill();
  await Promise.all([stack.cutPower(), ledger.kill(), load]);

  onStep("the machine starts again: recovery, mount, PostgreSQL");
  const start = performance.now();
  await stack.startService();
  const recovery_ms = performance.now() - start;
  await stack.attachDatabase();
  const verdict = await ledger.check(stack.postgres);
  const consistent = await isBalanced(stack);
  return {
    pause_ms: { server, keeper },
    ...flush,
    recovery_ms,
    ledger: verdict,
    consistent,
  };
}

/** pgbench beside the ledger; it dies with the database. */
async function startLoad(stack: Stack): Promise<void> {
  const parameters = ["-n", "-N", "-c", String(LOAD_CLIENTS), "-T", String(LOAD_SECONDS_MAX)];
  await stack.postgres.pgbench(parameters).catch(() => undefined); // It ends with the power.
}

/** Does something and returns how long it took until commits were acknowledged again. */
export async function pauseOf(
  ledger: { readonly acknowledged: number },
  harm: () => Promise<void>,
): Promise<number> {
  const start = performance.now();
  await harm();
  const before = ledger.acknowledged;
  await waitFor("commits to go on", 60_000, () => ledger.acknowledged > before + LEDGER_CLIENTS);
  return performance.now() - start;
}

/** The warning reaches the keeper; returns when it says that the journal holds everything. */
export async function failPower(
  service: AshlarService,
): Promise<Pick<CrashReport, "flush_ms" | "budget_bytes">> {
  const budget_bytes = (await service.status()).keeper?.budget.bytes ?? 0;
  await service.power("power-fail");
  const { keeper } = await service.status();
  if (keeper?.power !== "flushed")
    throw new Error(`after the flush the power is "${keeper?.power ?? "unknown: no keeper"}"`);
  return { flush_ms: keeper.flush.last_ms, budget_bytes };
}

/** pgbench's accounts agree with its history. */
async function isBalanced(stack: Stack): Promise<boolean> {
  const sums =
    "select (select sum(abalance) from pgbench_accounts) - (select sum(delta) from pgbench_history)";
  return Number(await stack.postgres.query(sums)) === 0;
}
