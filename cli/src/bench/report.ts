/** What the benchmark found, for people: tables, and each bar with what was reached. */
import { type Interval, median } from "../statistics.js";
import { bytes, digits, table } from "../table.js";
import type { BenchReport } from "./bench-disk.js";

export interface Bar {
  what: string;
  bar: string;
  reached: string;
  met: boolean;
}

/** Every bar that was measured. */
export function bars(report: BenchReport): Bar[] {
  return [
    ...ratioBars(report),
    ...cpuBars(report),
    ...databaseBars(report),
    ...flushBars(report),
    ...timeBars(report),
  ];
}

function interval({ median, low, high }: Interval): string {
  return `${digits(median)} (${digits(low)} to ${digits(high)})`;
}

function ratioBars(report: BenchReport): Bar[] {
  return (report.nbd_ratios ?? []).map(({ op, depth, against, ratio, bar, met }) => ({
    what: `${op}, depth ${depth}, through ${against}`,
    bar: `≥ ${bar}`,
    reached: interval(ratio),
    met,
  }));
}

/** Processor time per absorbed write at depth 32, beside the better nbdkit's. */
function cpuBars(report: BenchReport): Bar[] {
  const rows = (report.nbd ?? []).filter((row) => row.op === "randwrite" && row.depth === 32);
  const ours = rows.find((row) => row.server === "ashlar");
  const nbdkits = rows.filter((row) => row.server.startsWith("nbdkit"));
  const best = nbdkits.sort((a, b) => b.iops - a.iops)[0];
  if (ours === undefined || best === undefined) return [];
  return [
    {
      what: "CPU per absorbed write, server and keeper",
      bar: `≤ ${digits(best.cpu_us_per_op)} µs (${best.server})`,
      reached: `${digits(ours.cpu_us_per_op)} µs`,
      met: ours.cpu_us_per_op <= best.cpu_us_per_op,
    },
  ];
}

function databaseBars(report: BenchReport): Bar[] {
  return (report.database_ratios ?? [])
    .filter(({ bar }) => bar > 0)
    .map(({ disk, clients, against, ratio, bar, met }) => ({
      what: `pgbench on ${disk}, ${clients} client${clients > 1 ? "s" : ""}, through ${against}`,
      bar: `≥ ${bar}, lower bound`,
      reached: interval(ratio),
      met,
    }));
}

function flushBars({ flush }: BenchReport): Bar[] {
  if (flush === null) return [];
  const reached = `${digits(flush.worst_ms)} ms for ${bytes(flush.worst_bytes)}, worst of ${flush.runs}`;
  return [
    {
      what: `power flush on ${flush.disk}`,
      bar: `≤ the device's time (${digits(flush.worst_device_ms)} ms of the worst) + 10 ms`,
      reached,
      met: flush.within_device,
    },
    { what: "power flush", bar: `within ${flush.budget_ms} ms`, reached, met: flush.within_budget },
  ];
}

const VAULT_RECOVERY_MS = 2000;
const START_MS = 1000;

function timeBars({ recovery, start, memory }: BenchReport): Bar[] {
  const result: Bar[] = [];
  if (recovery !== null)
    result.push({
      what: `restart with ${bytes(recovery.vault_bytes)} in the vault`,
      bar: "< 2 s",
      reached: `${digits(recovery.vault_ms)} ms`,
      met: recovery.vault_ms < VAULT_RECOVERY_MS,
    });
  for (const { disk_bytes, vault_bytes, ms } of start ?? [])
    result.push({
      what: `start on a sparse disk of ${bytes(disk_bytes)}, vault of ${bytes(vault_bytes)}`,
      bar: "< 1 s",
      reached: `${digits(ms)} ms`,
      met: ms < START_MS,
    });
  if (memory !== null)
    result.push({
      what: `memory with ${memory.connections} connections`,
      bar: `≤ vault + 200 MiB`,
      reached: `vault + ${bytes(memory.rss_bytes_max - memory.vault_bytes)}`,
      met: memory.within_bar,
    });
  return result;
}

/** All of it on one page. */
export function benchText(report: BenchReport): string {
  const sections = [nbdTable(report), databaseTable(report), notes(report), barTable(report)];
  return sections.filter((section) => section !== "").join("\n\n");
}

function nbdTable({ nbd }: BenchReport): string {
  if (nbd === undefined) return "";
  const rows = nbd.map((row) => [
    row.server,
    row.op,
    String(row.depth),
    digits(row.iops),
    digits(row.latency_us_mean),
    digits(row.latency_us_p99),
    digits(row.cpu_us_per_op_server),
    digits(row.cpu_us_per_op_keeper),
    digits(row.cpu_us_per_op_client),
    row.client_limited_rounds > 0 ? `fio at its limit in ${row.client_limited_rounds}` : "",
  ]);
  const heading = [
    "server",
    "op",
    "depth",
    "IOPS",
    "µs",
    "p99 µs",
    "CPU µs/op",
    "keeper",
    "fio",
    "",
  ];
  return table(heading, rows);
}

function databaseTable({ database }: BenchReport): string {
  if (database === undefined) return "";
  const rows = database.map((row) => [
    row.disk,
    row.mode,
    String(row.clients),
    digits(row.tps),
    digits(row.latency_ms_mean),
    digits((row.cpu_s_client / row.transactions) * 1e6),
    digits((row.cpu_s_service / row.transactions) * 1e6),
    digits(median(row.checkpoint_ms_rounds)),
    row.budget_bytes_rounds === null ? "" : bytes(Math.min(...row.budget_bytes_rounds)),
  ]);
  const cpu = ["client CPU µs/tx", "service"];
  const heading = ["disk", "mode", "clients", "tps", "ms", ...cpu, "checkpoint ms"];
  return table([...heading, "least budget"], rows);
}

function notes({ sustained, recovery, database_beyond: beyond, skipped }: BenchReport): string {
  const lines = (sustained ?? []).map(
    (one) =>
      `sustained random writes on ${one.disk}: ${digits(one.iops)} IOPS, ${digits(one.share)} × the disk alone, ` +
      `${digits(one.written_per_byte)} bytes written per byte, ${digits(one.cpu_us_per_op)} µs CPU per write`,
  );
  if (recovery !== null)
    lines.push(`recovery of ${bytes(recovery.bytes)} from the journal: ${digits(recovery.ms)} ms`);
  if (beyond)
    lines.push(
      `${beyond.seconds} s beyond what ${beyond.disk} can bring home: ${digits(beyond.tps)} tps`,
    );
  return [...lines, ...skipped.map((text) => `skipped: ${text}`)].join("\n");
}

function barTable(report: BenchReport): string {
  const rows = bars(report).map(({ what, bar, reached, met }) => [
    met ? "met" : "MISSED",
    what,
    bar,
    reached,
  ]);
  return rows.length === 0 ? "" : table(["", "what", "bar", "reached"], rows);
}
