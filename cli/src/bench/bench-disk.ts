/** `ashlar bench disk`: everything the bar names, measured in one go. */
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { backing } from "@ashlar/disk";
import { startProgress } from "../progress.js";
import { type Cleanup, withCleanup } from "../system/cleanup.js";
import { JOURNAL_BYTES, workFolder } from "../system/stacks.js";
import { findTool, missingForFileSystem } from "../system/tools.js";
import { bytes } from "../table.js";
import { databaseRatios, databaseRows, measureDatabase } from "./database.js";
import { touch } from "./fio.js";
import { FLUSH_OPTIONS, measureFlush } from "./flush.js";
import { measureNbd, nbdRatios, nbdRows } from "./nbd.js";
import { asServer, newService, OURS } from "./ours.js";
import type { Part } from "./parts.js";
import { measureMemory, measureRecovery, measureStart, type StartReport } from "./recovery.js";
import { startRivals } from "./rivals.js";
import { type BenchSettings, FULL, QUICK } from "./settings.js";
import { measureSustained } from "./sustained.js";

const GIB = 1024 ** 3;
const SETTLE_POLL_MS = 20;

type Step = (text: string) => void;

interface Bench {
  folder: string;
  settings: BenchSettings;
  /** What the database is measured on. */
  models: readonly backing.ModelName[];
  cleanup: Cleanup;
  onStep: Step;
}

export type BenchReport = Awaited<ReturnType<typeof runBench>>;

/** Runs the parts asked for; those that this machine cannot run are named in `skipped`. */
export async function runBench(
  quick: boolean,
  parts: readonly Part[],
  models: readonly backing.ModelName[],
) {
  const progress = startProgress();
  try {
    return await withCleanup(async (cleanup) => {
      const folder = await workFolder("bench", cleanup);
      const bench: Bench = {
        folder,
        settings: quick ? QUICK : FULL,
        models,
        cleanup,
        onStep: progress.step,
      };
      const skipped: string[] = [];
      const part = async <T>(name: Part, run: (bench: Bench) => Promise<T>, missing: string[]) => {
        if (!parts.includes(name)) return null;
        if (missing.length === 0) return run(bench);
        skipped.push(`${name}: needs ${missing.join(", ")}`);
        return null;
      };
      const fio = findTool("fio") === undefined ? ["fio"] : [];
      return {
        date: new Date().toISOString(),
        machine: machine(),
        quick,
        ...((await part("nbd", benchNbd, fio)) ?? {}),
        sustained: await part("sustained", benchSustained, fio),
        ...((await part("database", benchDatabase, missingForFileSystem())) ?? {}),
        flush: await part("flush", benchFlush, fio),
        recovery: await part("recovery", benchRecovery, fio),
        start: await part("start", benchStart, []),
        memory: await part("memory", benchMemory, []),
        skipped,
      };
    });
  } finally {
    progress.done();
  }
}

function machine() {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cpus: cpus().length,
    memory_bytes: totalmem(),
    node: process.version,
  };
}

async function benchNbd({ folder, settings, cleanup, onStep }: Bench) {
  const { nbd } = settings;
  onStep("nbd: starting the servers and touching their memory");
  const rivals = await startRivals(join(folder, "rivals"), GIB, cleanup);
  // Absorbing means that no run fills half of the ring, whatever the plan's journal is.
  const options = { disk_bytes: GIB, holdUp_ms: 20_000, journal_bytes: GIB };
  const { service, discard } = await newService(join(folder, "nbd"), options, cleanup);
  await service.start();
  const ours = asServer(service);
  for (const server of [ours, ...rivals]) await touch(server, nbd.area_bytes);
  const home = async () => {
    while (((await service.status()).keeper?.pending.notHome_bytes ?? 0) > 0)
      await sleep(SETTLE_POLL_MS);
  };
  const settle = (server: { name: string }) => (server.name === OURS ? home() : Promise.resolve());
  await home();
  const measurements = await measureNbd([ours, ...rivals], nbd, settle, onStep);
  await discard();
  return { nbd: nbdRows(measurements), nbd_ratios: nbdRatios(measurements, OURS) };
}

async function benchSustained({ folder, settings, cleanup, onStep }: Bench) {
  const reports = [];
  for (const model of ["hdd-7200", "ssd-consumer"] as const) {
    onStep(`sustained random writes on ${model}`);
    const place = join(folder, `sustained-${model}`);
    reports.push(await measureSustained(place, model, settings.sustained_s, cleanup));
  }
  return reports;
}

async function benchDatabase({ folder, settings, models, cleanup, onStep }: Bench) {
  const { disks, beyond } = await measureDatabase(folder, settings, models, cleanup, onStep);
  return {
    database: databaseRows(disks),
    database_ratios: databaseRatios(disks),
    database_beyond: beyond,
  };
}

async function benchFlush({ folder, settings, cleanup, onStep }: Bench) {
  const options = { ...FLUSH_OPTIONS, disk_bytes: GIB, journal_bytes: settings.journal_bytes };
  const { service, discard } = await newService(join(folder, "flush"), options, cleanup);
  onStep("flush: writing the journal in advance");
  await service.start();
  const report = await measureFlush(service, settings.flushes, onStep);
  await discard();
  return report;
}

async function benchRecovery({ folder, settings, cleanup, onStep }: Bench) {
  const { journal_bytes } = settings;
  const options = { model: "hdd-7200", disk_bytes: GIB, holdUp_ms: 100, journal_bytes };
  const { service, discard } = await newService(join(folder, "recovery"), options, cleanup);
  onStep("recovery: filling the journal of a slow disk");
  await service.start();
  const seconds = (1.5 * journal_bytes) / 100e6;
  const report = await measureRecovery(service, GIB, seconds);
  await discard();
  return report;
}

async function benchStart({ folder, settings, cleanup, onStep }: Bench) {
  const disk_bytes = 1024 * GIB;
  const reports: StartReport[] = [];
  for (const journal_bytes of new Set([JOURNAL_BYTES, settings.journal_bytes])) {
    const place = join(folder, `start-${journal_bytes}`);
    const options = { disk_bytes, journal_bytes };
    const { service, discard } = await newService(place, options, cleanup);
    onStep(`start on a sparse disk of 1 TiB, with a vault of ${bytes(journal_bytes)}`);
    reports.push(await measureStart(service, disk_bytes));
    await discard();
  }
  return reports;
}

async function benchMemory({ folder, settings, cleanup, onStep }: Bench) {
  const { connections, journal_bytes } = settings;
  const options = { disk_bytes: GIB, holdUp_ms: 100, journal_bytes };
  const { service, discard } = await newService(join(folder, "memory"), options, cleanup);
  onStep(`memory with ${connections} connections`);
  await service.start();
  const report = await measureMemory(service, connections);
  await discard();
  return report;
}
