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

/** Loads pgbench's tables. */
export async function loadPgbench(postgres: Postgres, scale: number): Promise<void> {
  await postgres.pgbench(["-i", "-q", "-s", String(scale)]);
  await postgres.query("create extension pg_prewarm; checkpoint");
}

/** Reads the tables into memory, so that what is measured is commits and not reads from disk. */
export async function warmPgbench(postgres: Postgres): Promise<void> {
  await postgres.query(
    "select pg_prewarm(oid::regclass) from pg_class where relname like 'pgbench%' and relkind in ('r', 'i')",
  );
  await postgres.pgbench(["-n", "-N", "-t", "20"]);
}

/** What is charged with the disk's processor time. */
export interface Charged {
  servicePids: readonly number[];
  /** Processor time that the disk's model burns in these processes, and that is taken off. */
  modelCpu_s: () => number;
}

/** One run with so many clients for so long. */
export async function runPgbench(
  postgres: Postgres,
  clients: number,
  seconds: number,
  charged: Charged,
): Promise<PgbenchResult> {
  const service = () => treesCpu_s(charged.servicePids) - charged.modelCpu_s();
  const client = () => treesCpu_s([postgres.pid]) + reapedCpu_s();
  const syncsBefore = await walSyncs(postgres);
  const before = { client: client(), service: service() };
  const text = await postgres.pgbench(
    ["-n", "-N", "-c", String(clients), "-T", String(seconds)],
    (seconds + 60) * 1000,
  );
  const client_cpu_s = client() - before.client;
  const service_cpu_s = service() - before.service;
  const result = parsePgbench(text);
  const syncs = (await walSyncs(postgres)) - syncsBefore;
  const syncsPerTransaction = syncs / result.transactions;
  return { ...result, client_cpu_s, service_cpu_s, syncsPerTransaction };
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
