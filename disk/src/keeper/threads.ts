/**
 * The keeper's two working threads, started and watched. A thread that dies takes the keeper with
 * it, so that its supervisor starts a whole one: the vault keeps what was in hand.
 *
 * Loading their code takes as long as allocating a vault, so they are started before there is one
 * and told later what to work on.
 */
import { once } from "node:events";
import { parentPort, Worker } from "node:worker_threads";
import type { BackingSpec } from "../backing/index.js";
import type { KeeperOptions } from "./options.js";
import type { Shared } from "./shared.js";

/** What a thread is given. */
export interface ThreadData {
  options: KeeperOptions;
  journal: BackingSpec;
  spare?: BackingSpec | undefined;
  runBytesMax: number;
  shared: SharedArrayBuffer;
}

/** Sent instead of `ThreadData`. */
const DISMISSED = null;

/** In a thread: waits for what it is to work on. Ends the thread if there is nothing after all. */
export async function threadData(): Promise<ThreadData> {
  const [data] = (await once(parentPort!, "message")) as [ThreadData | typeof DISMISSED];
  if (data === DISMISSED) process.exit();
  return data;
}

/** A thread that ended when it should not have. */
export interface Death {
  name: string;
  error: unknown;
}

const NAMES = ["journal", "home"] as const;

export class Threads {
  /** Resolves when both have opened what they need. */
  readonly ready: Promise<void>;
  /** Resolves when both have ended, after `stop` was set. */
  readonly ended: Promise<void>;
  /** Resolves when one of them dies. */
  readonly died: Promise<Death>;
  readonly #shared: Shared;
  readonly #workers: readonly Worker[];

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#workers = NAMES.map(
      (name) => new Worker(new URL(`./${name}-thread.js`, import.meta.url), { name }),
    );
    this.ready = this.#all((worker, resolve) => worker.once("message", resolve));
    this.ended = this.#all((worker, resolve) =>
      worker.on("exit", () => {
        if (this.#stopping) resolve();
      }),
    );
    this.died = Promise.race(
      this.#workers.map((worker, index) => this.#death(worker, NAMES[index]!)),
    );
  }

  /** Hands over what they work on. */
  begin(data: ThreadData): void {
    for (const worker of this.#workers) worker.postMessage(data);
  }

  /** There is nothing to work on after all: they end. */
  dismiss(): void {
    this.#shared.set("stop", 1n);
    for (const worker of this.#workers) worker.postMessage(DISMISSED);
  }

  get #stopping(): boolean {
    return this.#shared.get("stop") === 1n;
  }

  async #all(watch: (worker: Worker, resolve: () => void) => void): Promise<void> {
    await Promise.all(
      this.#workers.map((worker) => new Promise<void>((resolve) => watch(worker, resolve))),
    );
  }

  #death(worker: Worker, name: string): Promise<Death> {
    return new Promise((resolve) => {
      worker.on("error", (error) => resolve({ name, error }));
      worker.on("exit", () => {
        if (!this.#stopping) resolve({ name, error: new Error(`the ${name} thread ended`) });
      });
    });
  }
}
