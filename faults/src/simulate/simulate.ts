/** Running the simulator on every core for a time. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Random } from "@ashlar/rapilog/random";
import type { Oddity } from "./library.js";
import type { Failure } from "./search.js";
import { add, newTally, type Tally } from "./tally.js";
import type { FromWorker, WorkerTask } from "./worker.js";

export interface SimulationOptions {
  seed: number;
  duration_ms: number;
  /** Default: one for each core. */
  workers?: number | undefined;
  oddity?: Oddity | undefined;
  progress?: (tally: Tally) => void;
}

export interface SimulationReport {
  seed: number;
  workers: number;
  duration_ms: number;
  operations_per_minute: number;
  cuts_per_minute: number;
  tally: Tally;
  failures: Failure[];
}

/** What a cut copies lives a little longer than objects do: in less memory it is moved about, which
 * took a tenth of the time. */
const YOUNG_MB = 96;

/** Simulates until the time is up; each worker ends at its first failure. */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { seed, duration_ms, oddity } = options;
  const workers = options.workers ?? availableParallelism();
  const seeds = new Random(seed);
  const tally = newTally();
  const failures: Failure[] = [];
  const started_ms = performance.now();
  const hear = (message: FromWorker) => {
    if (message.failure) failures.push(message.failure);
    if (!message.tally) return;
    add(tally, message.tally);
    options.progress?.(tally);
  };
  const tasks = Array.from({ length: workers }, () => ({ seed: seeds.below(2 ** 32) }));
  await Promise.all(tasks.map((task) => work({ ...task, duration_ms, oddity }, hear)));
  const took_ms = performance.now() - started_ms;
  const perMinute = (count: number) => Math.round((count / took_ms) * 60_000);
  return {
    seed,
    workers,
    duration_ms: Math.round(took_ms),
    operations_per_minute: perMinute(tally.operations),
    cuts_per_minute: perMinute(tally.cuts),
    tally,
    failures,
  };
}

function work(task: WorkerTask, hear: (message: FromWorker) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on("message", hear);
    worker.on("error", reject);
    worker.on("exit", () => resolve());
  });
}
