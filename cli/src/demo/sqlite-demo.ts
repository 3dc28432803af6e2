/**
 * The demonstration for machines without root or FUSE: SQLite instead of PostgreSQL, its files
 * on the NBD connection instead of a mounted file system. Everything else is the same.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newService } from "../bench/ours.js";
import { startProgress } from "../progress.js";
import { SqliteOnNbd } from "../sqlite/sqlite.js";
import type { AshlarService } from "../system/ashlar-service.js";
import { type Cleanup, withCleanup } from "../system/cleanup.js";
import { treesCpu_s } from "../system/cpu.js";
import type { PgbenchResult } from "../system/pgbench.js";
import { HOLD_UP_MS, JOURNAL_BYTES, MODES, type Mode, workFolder } from "../system/stacks.js";
import { type Measurement, rotated } from "./comparison.js";
import { type CrashReport, failPower, pauseOf } from "./crashes.js";
import { CRASHED_DISK, type DemoReport, DISKS } from "./demo.js";
import { SqliteLedger } from "./sqlite-ledger.js";

const DISK_BYTES = 256 * 1024 ** 2;
const ROUNDS = 3;
const ROUND_MS = 2000;
const UNDER_LOAD_MS = 1500;

interface SqliteStack {
  service: AshlarService;
  sqlite: SqliteOnNbd;
  ledger: SqliteLedger;
  discard: () => Promise<void>;
}

export async function runSqliteDemo(): Promise<DemoReport> {
  const progress = startProgress();
  try {
    return await withCleanup(async (cleanup) => {
      const folder = await workFolder("demo", cleanup);
      const comparisons: DemoReport["comparisons"] = [];
      let crashes: CrashReport | undefined;
      for (const disk of DISKS) {
        const onStep = (text: string) => progress.step(`${disk}: ${text}`);
        const stacks = new Map<Mode, SqliteStack>();
        for (const mode of MODES) {
          onStep(`starting ${mode}`);
          stacks.set(mode, await startStack(join(folder, disk, mode), disk, mode, cleanup));
        }
        comparisons.push({ disk, measurements: await compare(stacks, onStep) });
        if (disk === CRASHED_DISK) crashes = await crash(stacks.get("ashlar")!, onStep);
        for (const { sqlite, discard } of stacks.values()) {
          sqlite.files.destroy();
          await discard();
        }
      }
      return { database: "SQLite", comparisons, crashes: crashes! };
    });
  } finally {
    progress.done();
  }
}

async function startStack(
  folder: string,
  disk: (typeof DISKS)[number],
  mode: Mode,
  cleanup: Cleanup,
): Promise<SqliteStack> {
  const options = {
    disk_bytes: DISK_BYTES,
    mode,
    model: mode === "unsafe" ? undefined : disk,
    holdUp_ms: HOLD_UP_MS,
    journal_bytes: JOURNAL_BYTES,
  };
  const { service, discard } = await newService(folder, options, cleanup);
  await service.start();
  const sqlite = await SqliteOnNbd.open(service.socket);
  return { service, sqlite, ledger: await SqliteLedger.create(sqlite), discard };
}

async function compare(
  stacks: ReadonlyMap<Mode, SqliteStack>,
  onStep: (text: string) => void,
): Promise<Measurement[]> {
  const measurements: Measurement[] = MODES.map((mode) => ({ mode, clients: 1, rounds: [] }));
  for (let round = 0; round < ROUNDS; round++)
    for (const { mode, rounds } of rotated(measurements, round)) {
      onStep(`round ${round + 1} of ${ROUNDS}: ${mode}`);
      rounds.push(await measure(stacks.get(mode)!));
    }
  return measurements;
}

async function measure({ service, sqlite, ledger }: SqliteStack): Promise<PgbenchResult> {
  const reading = () => ({
    ms: performance.now(),
    commits: ledger.acknowledged,
    flushes: sqlite.files.flushes,
    service_s: treesCpu_s(service.pids) - service.modelCpu_s,
    client_s: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
  });
  const before = reading();
  ledger.start(sqlite);
  await sleep(ROUND_MS);
  await ledger.finish();
  const after = reading();
  const transactions = after.commits - before.commits;
  const ms = after.ms - before.ms;
  return {
    tps: (transactions * 1000) / ms,
    latency_ms: ms / transactions,
    transactions,
    syncsPerTransaction: (after.flushes - before.flushes) / transactions,
    client_cpu_s: after.client_s - before.client_s,
    service_cpu_s: after.service_s - before.service_s,
  };
}

async function crash(stack: SqliteStack, onStep: (text: string) => void): Promise<CrashReport> {
  const { service, ledger } = stack;
  ledger.start(stack.sqlite);
  await sleep(UNDER_LOAD_MS);
  onStep("SIGKILL for the server, under load");
  const server = await pauseOf(ledger, async () => {
    await service.killServer();
    await service.start();
  });
  onStep("SIGKILL for the keeper, under load");
  const keeper = await pauseOf(ledger, () => service.killKeeper());
  await sleep(UNDER_LOAD_MS);
  onStep("power fails, under load");
  const flush = await failPower(service);
  ledger.abandon();
  await service.cutPower();
  onStep("the machine starts again: recovery, SQLite");
  const start = performance.now();
  await service.start();
  const recovery_ms = performance.now() - start;
  const recovered = await SqliteOnNbd.open(service.socket);
  const verdict = await ledger.check(recovered);
  const [integrity] = await recovered.run("pragma integrity_check");
  await recovered.close();
  const consistent = integrity?.[0] === "ok";
  return { pause_ms: { server, keeper }, ...flush, recovery_ms, ledger: verdict, consistent };
}
