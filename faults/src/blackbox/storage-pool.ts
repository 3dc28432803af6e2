/** Threads that make synchronous transfers: as many at once as there are threads. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { RequestFailed, TargetGone } from "./target.js";

export type StorageKind = "read" | "write" | "write-through" | "flush";

/** What a thread is told. */
export interface StorageRequest {
  kind: StorageKind;
  offset: number;
  length: number;
  data?: Uint8Array | undefined;
}

/** What it answers. */
export interface StorageReply {
  data?: Uint8Array | undefined;
  error?: string | undefined;
}

/** What it is started with. */
export interface StorageThreadOptions {
  path: string;
  bytesMax: number;
}

/** Instead of a request: the thread ends. */
export const END = "end";

interface Pending {
  request: StorageRequest;
  resolve(data: Uint8Array): void;
  reject(error: Error): void;
}

const CLOSE_PATIENCE_MS = 10_000;

export class StoragePool {
  readonly #idle: Worker[];
  readonly #threads: Worker[];
  readonly #waiting: Pending[] = [];
  readonly #running = new Map<Worker, Pending>();
  #closed = false;

  constructor(path: string, threads: number, bytesMax: number) {
    const workerData: StorageThreadOptions = { path, bytesMax };
    this.#threads = Array.from({ length: threads }, () => {
      const worker = new Worker(new URL("./storage-thread.js", import.meta.url), { workerData });
      worker.on("message", (reply: StorageReply) => this.#answer(worker, reply));
      worker.on("error", (error) => this.#lose(worker, error));
      return worker;
    });
    this.#idle = [...this.#threads];
  }

  request(
    kind: StorageKind,
    offset: number,
    length: number,
    data?: Uint8Array,
  ): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new TargetGone("closed"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request: { kind, offset, length, data }, resolve, reject });
      this.#start();
    });
  }

  #start(): void {
    const worker = this.#idle.pop();
    if (worker === undefined) return;
    const pending = this.#waiting.shift();
    if (pending === undefined) {
      this.#idle.push(worker);
      return;
    }
    this.#running.set(worker, pending);
    worker.postMessage(pending.request);
  }

  #answer(worker: Worker, reply: StorageReply): void {
    if (this.#closed) return;
    const pending = this.#running.get(worker);
    assert(pending !== undefined, "an answer without a question");
    this.#running.delete(worker);
    this.#idle.push(worker);
    if (reply.error === undefined) pending.resolve(reply.data ?? new Uint8Array());
    else pending.reject(new RequestFailed(reply.error));
    this.#start();
  }

  /** A thread that could not open the target, or died: nothing goes on without it. */
  #lose(worker: Worker, error: unknown): void {
    const gone = new TargetGone(error instanceof Error ? error.message : String(error));
    this.#running.get(worker)?.reject(gone);
    this.#running.delete(worker);
    this.#abandon(gone);
  }

  #abandon(why: TargetGone): void {
    this.#closed = true;
    for (const { reject } of [...this.#waiting.splice(0), ...this.#running.values()]) reject(why);
    this.#running.clear();
  }

  /** Lets the threads end; a transfer that hangs in the kernel is left there. They are asked, not
   * terminated: a thread that dies inside of a call to the C library takes the process along. */
  async close(): Promise<void> {
    this.#abandon(new TargetGone("closed"));
    const ended = Promise.all(this.#threads.map(end));
    await Promise.race([ended, sleep(CLOSE_PATIENCE_MS, undefined, { ref: false })]);
    for (const worker of this.#threads) worker.unref();
  }
}

function end(worker: Worker): Promise<void> {
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => resolve());
  });
  worker.postMessage(END);
  return worker.threadId === -1 ? Promise.resolve() : exited;
}
