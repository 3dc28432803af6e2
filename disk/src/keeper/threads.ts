/** The keeper's two working threads, started and watched. A thread that dies takes the keeper
 * with it, so that its supervisor starts a whole one: the vault keeps what was in hand. */
import { Worker } from "node:worker_threads";
import type { BackingSpec } from "../backing/index.js";
import type { KeeperOptions } from "./options.js";

/** What a thread is given. */
export interface ThreadData {
  options: KeeperOptions;
  journal: BackingSpec;
  spare?: BackingSpec | undefined;
  runBytesMax: number;
  shared: SharedArrayBuffer;
}

export interface Threads {
  /** Resolves when both have opened what they need. */
  ready: Promise<void>;
  /** Resolves when both have ended, after `stop` was set. */
  ended: Promise<void>;
}

/** Starts both threads; `died` hears of the first that ends when it should not. */
export function startThreads(
  data: ThreadData,
  stopping: () => boolean,
  died: (name: string, error: unknown) => void,
): Threads {
  const threads = ["journal", "home"].map((name) => {
    const worker = new Worker(new URL(`./${name}-thread.js`, import.meta.url), {
      workerData: data,
      name,
    });
    worker.on("error", (error) => died(name, error));
    const ready = new Promise<void>((resolve) => worker.once("message", () => resolve()));
    const ended = new Promise<void>((resolve) =>
      worker.on("exit", () => {
        if (stopping()) resolve();
        else died(name, new Error(`the ${name} thread ended`));
      }),
    );
    return { ready, ended };
  });
  return {
    ready: Promise.all(threads.map((thread) => thread.ready)).then(() => undefined),
    ended: Promise.all(threads.map((thread) => thread.ended)).then(() => undefined),
  };
}
