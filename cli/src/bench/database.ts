/** PostgreSQL on every modelled disk: the disk alone, Ashlar, unsafe; and a run beyond the budget. */
import { join } from "node:path";
import type { backing } from "@ashlar/disk";
import { compare, find, type Measurement, middle } from "../demo/comparison.js";
import { type Interval, medianInterval, roundRatios } from "../statistics.js";
import type { Cleanup } from "../system/cleanup.js";
import { runPgbench } from "../system/pgbench.js";
import { makeImage, type Stack } from "../system/stack.js";
import { startStacks } from "../system/stacks.js";
import type { BenchSettings } from "./settings.js";

export interface DiskMeasurements {
  disk: backing.ModelName;
  measurements: Measurement[];
}

/** A run of over a minute that the disk cannot keep up with, reported as it is. */
export interface BeyondReport {
  disk: backing.ModelName;
  seconds: number;
  tps: number;
  latency_ms_mean: number;
}

const BEYOND_DISK = "hdd-7200";
const BEYOND_CLIENTS = 8;

export async function measureDatabase(
  folder: string,
  settings: BenchSettings,
  models: readonly backing.ModelName[],
  cleanup: Cleanup,
  onStep: (text: string) => void,
): Promise<{ disks: DiskMeasurements[]; beyond: BeyondReport | null }> {
  onStep("preparing a database");
  const image = await makeImage(join(folder, "image"), cleanup);
  const disks: DiskMeasurements[] = [];
  let beyond: BeyondReport | null = null;
  for (const disk of models) {
    const step = (text: string) => onStep(`${disk}: ${text}`);
    const stacks = await startStacks(join(folder, disk), disk, image, cleanup, step);
    disks.push({ disk, measurements: await compare(stacks, settings.database, step) });
    if (disk === BEYOND_DISK && settings.beyond_s > 0) {
      step("beyond what it can bring home");
      beyond = await runBeyond(stacks.get("ashlar")!, settings.beyond_s);
    }
    for (const stack of stacks.values()) await stack.discard();
  }
  return { disks, beyond };
}

async function runBeyond(stack: Stack, seconds: number): Promise<BeyondReport> {
  const { tps, latency_ms } = await runPgbench(stack.postgres, BEYOND_CLIENTS, seconds, stack);
  return { disk: BEYOND_DISK, seconds, tps, latency_ms_mean: latency_ms };
}

/** The rows of `database` in the JSON object. */
export function databaseRows(disks: readonly DiskMeasurements[]) {
  return disks.flatMap(({ disk, measurements }) =>
    measurements.map((entry) => ({
      disk,
      mode: entry.mode,
      clients: entry.clients,
      tps: middle(entry, "tps"),
      latency_ms_mean: middle(entry, "latency_ms"),
      cpu_s_client: middle(entry, "client_cpu_s"),
      cpu_s_service: middle(entry, "service_cpu_s"),
      transactions: middle(entry, "transactions"),
      syncs_per_transaction: middle(entry, "syncsPerTransaction"),
      tps_rounds: entry.rounds.map((round) => round.tps),
      checkpoint_ms_rounds: entry.rounds.flatMap((round) => round.checkpoint_ms ?? []),
      budget_bytes_rounds:
        entry.mode === "ashlar" ? entry.rounds.map((round) => round.budget_bytes ?? 0) : null,
    })),
  );
}

export interface DatabaseRatio {
  disk: string;
  clients: number;
  against: "unsafe" | "write-through";
  ratio: Interval;
  bar: number;
  met: boolean;
}

/** What Ashlar has to reach with one client, as the lower confidence bound. */
const GAIN_BARS: Partial<Record<backing.ModelName, number>> = {
  "hdd-7200": 5,
  "ssd-consumer": 1.8,
};
const UNSAFE_BAR = 0.9;

export function databaseRatios(disks: readonly DiskMeasurements[]): DatabaseRatio[] {
  return disks.flatMap(({ disk, measurements }) => {
    const clients = [...new Set(measurements.map((entry) => entry.clients))];
    return clients.flatMap((count) => {
      const gain = count === 1 ? GAIN_BARS[disk] : undefined;
      const unsafe = ratioTo("unsafe", disk, measurements, count, UNSAFE_BAR);
      const plain = ratioTo("write-through", disk, measurements, count, gain ?? 0);
      return [unsafe, plain];
    });
  });
}

function ratioTo(
  against: "unsafe" | "write-through",
  disk: string,
  measurements: readonly Measurement[],
  clients: number,
  bar: number,
): DatabaseRatio {
  const tps = (mode: Measurement["mode"]) =>
    find(measurements, mode, clients).rounds.map((round) => round.tps);
  const ratio = medianInterval(roundRatios(tps("ashlar"), tps(against)));
  return { disk, clients, against, ratio, bar, met: ratio.low >= bar };
}
