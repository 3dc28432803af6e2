/**
 * Kernel and specification side by side on random histories, on every core. Histories are given out
 * in lots, each with a seed of its own: so which there are depends on the seed and the count only.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Random } from "@ashlar/rapilog/random";
import type { Failure } from "../failure.js";
import type { Step } from "../history.js";
import type { Found } from "../search.js";
import type { Lot } from "./compare-thread.js";

export interface CompareOptions {
  /** At least so many; the last history of each lot is made to its end. */
  readonly steps: number;
  readonly seed: number;
  /** Default: one for each core. */
  readonly threads?: number;
  /** Of a lot. */
  readonly lotSteps?: number;
  /** Hears how many steps have been taken. */
  readonly progress?: (steps: number) => void;
}

export interface CompareReport {
  readonly seed: number;
  readonly threads: number;
  readonly steps: number;
  /** Of each call, and of what else makes the kernel run: how often it was answered how. */
  readonly answers: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly stepsPerMinute: number;
  /** Processor time of all threads. */
  readonly cpuSeconds: number;
  /** The first that was found, made small. */
  readonly failure?: Failure<Step>;
}

const LOT_STEPS = 20_000;
/** What a step makes lives for that step: in less memory it is moved about, a tenth of the time. */
const YOUNG_MB = 96;

/** Takes so many steps, or as many as it takes to find a failure. */
export async function compare(options: CompareOptions): Promise<CompareReport> {
  const { seed, steps: wanted, threads = availableParallelism(), progress } = options;
  const { lotSteps = LOT_STEPS } = options;
  const [started_ms, cpu] = [performance.now(), process.cpuUsage()];
  const lots = lotsOf(seed, wanted, lotSteps);
  const answers: Record<string, number> = {};
  let steps = 0;
  let failure: Failure<Step> | undefined;
  const next = () => (failure === undefined ? lots.next().value : undefined);
  const hear = (found: Found) => {
    steps += found.steps;
    failure ??= found.failure;
    for (const [key, count] of found.answers) answers[key] = (answers[key] ?? 0) + count;
    progress?.(steps);
  };
  await Promise.all(Array.from({ length: threads }, () => work(next, hear)));
  const seconds = (performance.now() - started_ms) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    ...{ seed, threads, steps, answers, seconds, cpuSeconds: (user + system) / 1e6 },
    stepsPerMinute: Math.round((steps * 60) / seconds),
    ...(failure && { failure }),
  };
}

function* lotsOf(seed: number, wanted: number, lotSteps: number): Generator<Lot, undefined> {
  const seeds = new Random(seed);
  for (let left = wanted; left > 0; left -= lotSteps)
    yield { seed: seeds.below(2 ** 32), steps: Math.min(lotSteps, left) };
  return undefined;
}

/** One thread, which is given lot after lot. */
function work(next: () => Lot | undefined, hear: (found: Found) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./compare-thread.js", import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const give = () => worker.postMessage(next());
    worker.on("message", (found: Found) => {
      hear(found);
      give();
    });
    worker.on("error", reject);
    worker.on("exit", () => resolve());
    give();
  });
}
