/** pgbench's simple-update workload (`-N`), and what it costs. */
import { reapedCpu_s, treesCpu_s } from "./cpu.js";
import type { Postgres } from "./postgres.js";

export interface PgbenchResult {
  tps: number;
  latency_ms: number;
  transactions: number;
  /** The WAL's syncs that PostgreSQL asked for, per transaction. */
  syncsPerTransaction: number;
  /** Seconds of processor time of pgbench and PostgreSQL. */
  client_cpu_s: number;
  /** Seconds of processor time of the disk service and what attaches it. */
  service_cpu_s: number;
}

/** Loads pgbench's tables. Its own load is not measured, so it may commit in one piece. */
export async function loadPgbench(postgres: Postgres, scale: number): Promise<void> {
  await postgres.pgbench(["-i", "-q", "-s", String(scale)]);
}

/** One run with so many clients for so long; `servicePids` are charged with the service's time. */
export async function runPgbench(
  postgres: Postgres,
  clients: number,
  seconds: number,
  servicePids: readonly number[],
): Promise<PgbenchResult> {
  const syncsBefore = await walSyncs(postgres);
  const clientBefore = treesCpu_s([postgres.pid]) + reapedCpu_s();
  const serviceBefore = treesCpu_s(servicePids);
  const text = await postgres.pgbench(
    ["-n", "-N", "-c", String(clients), "-T", String(seconds)],
    (seconds + 60) * 1000,
  );
  const service_cpu_s = treesCpu_s(servicePids) - serviceBefore;
  const client_cpu_s = treesCpu_s([postgres.pid]) + reapedCpu_s() - clientBefore;
  const { tps, latency_ms, transactions } = parsePgbench(text);
  const syncs = (await walSyncs(postgres)) - syncsBefore;
  return {
    tps,
    latency_ms,
    transactions,
    client_cpu_s,
    service_cpu_s,
    syncsPerTransaction: syncs / transactions,
  };
}

async function walSyncs(postgres: Postgres): Promise<number> {
  return Number(await postgres.query("select wal_sync from pg_stat_wal"));
}

/** Reads pgbench's report. */
export function parsePgbench(text: string): {
  tps: number;
  latency_ms: number;
  transactions: number;
} {
  const tps = Number(/^tps = ([\d.]+)/m.exec(text)?.[1]);
  const latency_ms = Number(/^latency average = ([\d.]+) ms/m.exec(text)?.[1]);
  const transactions = Number(/^number of transactions actually processed: (\d+)/m.exec(text)?.[1]);
  if (![tps, latency_ms, transactions].every(Number.isFinite))
    throw new Error(`pgbench printed something unexpected: ${text.slice(0, 400)}`);
  return { tps, latency_ms, transactions };
}
