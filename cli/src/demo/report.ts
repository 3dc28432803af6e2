/** What the demonstration found, for people: tables and a verdict. */

import { MODES } from "../system/stacks.js";
import { bytes, digits, table } from "../table.js";
import { find, type Measurement, middle } from "./comparison.js";
import type { CrashReport } from "./crashes.js";
import type { DemoReport } from "./demo.js";

const MODE_WORDS = {
  "write-through": "the disk alone",
  ashlar: "Ashlar on it",
  unsafe: "unsafe, in memory",
} as const;

/** Everything that was found, ready to print. */
export function demoText(report: DemoReport): string {
  const comparisons = report.comparisons.map(
    ({ disk, measurements }) => `${report.database} on ${disk}\n\n${comparisonTable(measurements)}`,
  );
  return [...comparisons, crashText(report.crashes), verdict(report.crashes)].join("\n\n");
}

export function comparisonTable(measurements: readonly Measurement[]): string {
  const clients = [...new Set(measurements.map((entry) => entry.clients))];
  const rows = clients.flatMap((count) =>
    MODES.map((mode) => {
      const entry = find(measurements, mode, count);
      const alone = middle(find(measurements, "write-through", count), "tps");
      return row(entry, middle(entry, "tps") / alone);
    }),
  );
  const heading = [
    "",
    "clients",
    "tps",
    "×",
    "ms",
    "client CPU µs/tx",
    "service µs/tx",
    "syncs/tx",
  ];
  return table(heading, rows);
}

function row(entry: Measurement, gain: number): string[] {
  return [
    MODE_WORDS[entry.mode],
    String(entry.clients),
    digits(middle(entry, "tps")),
    digits(gain),
    digits(middle(entry, "latency_ms")),
    digits(perTransaction_us(entry, "client_cpu_s")),
    digits(perTransaction_us(entry, "service_cpu_s")),
    digits(middle(entry, "syncsPerTransaction")),
  ];
}

function perTransaction_us(entry: Measurement, field: "client_cpu_s" | "service_cpu_s"): number {
  const sum = (one: typeof field | "transactions") =>
    entry.rounds.reduce((total, round) => total + round[one], 0);
  return (sum(field) / sum("transactions")) * 1e6;
}

function crashText(crashes: CrashReport): string {
  const { pause_ms, ledger } = crashes;
  const rows = [
    ["SIGKILL for the server under load", `commits went on after ${digits(pause_ms.server)} ms`],
    ["SIGKILL for the keeper under load", `commits went on after ${digits(pause_ms.keeper)} ms`],
    [
      "power failed under load",
      `the journal had everything after ${digits(crashes.flush_ms)} ms (budget ${bytes(crashes.budget_bytes)})`,
    ],
    ["the machine started again", `recovered in ${digits(crashes.recovery_ms)} ms`],
    ["commits acknowledged", digits(ledger.acknowledged)],
    ["of these lost", digits(ledger.lost.length)],
    ["in flight, and kept", digits(ledger.unacknowledged)],
    ["no transaction is there by half", crashes.consistent ? "checked" : "REFUTED"],
  ];
  return rows.map(([what, found]) => `${what!.padEnd(40)}${found}`).join("\n");
}

/** Whether the promise was kept. */
export function isKept(crashes: CrashReport): boolean {
  return crashes.ledger.acknowledged > 0 && crashes.ledger.lost.length === 0 && crashes.consistent;
}

function verdict(crashes: CrashReport): string {
  if (isKept(crashes)) return "Verdict: nothing that was acknowledged is lost.";
  return `Verdict: REFUTED. Lost: ${crashes.ledger.lost.slice(0, 20).join(", ") || "none"}`;
}
