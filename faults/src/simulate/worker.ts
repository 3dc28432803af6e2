/** One of the simulator's workers. */
import { parentPort, workerData } from "node:worker_threads";
import type { Oddity } from "./library.js";
import { type Failure, search } from "./search.js";
import type { Tally } from "./tally.js";

export interface WorkerTask {
  seed: number;
  duration_ms: number;
  oddity?: Oddity | undefined;
}

export interface FromWorker {
  tally?: Tally;
  failure?: Failure;
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

const { seed, duration_ms, oddity } = workerData as WorkerTask;
const until_ms = performance.now() + duration_ms;
const isOver = () => performance.now() >= until_ms;
const failure = search({ seed, isOver, oddity, progress: (tally) => tell({ tally }) });
if (failure) tell({ failure });
