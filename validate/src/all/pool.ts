/**
 * Threads that validate functions of any programs. One that dies, or takes longer than it may, leaves
 * its function undecided and is replaced by another.
 */
import { Worker } from "node:worker_threads";
import type { Answer, Task } from "./validate-thread.js";

export interface PoolOptions {
  readonly threads: number;
  /** After so long a function is given up. */
  readonly limit_seconds: number;
}

/** A thread's answer, or why there is none. */
export type Heard = Answer | { readonly kind: "lost"; readonly reason: string };

interface Waiting {
  readonly task: Task;
  readonly begin: () => void;
  readonly settle: (heard: Heard) => void;
}

export class ValidatorPool {
  readonly #options: PoolOptions;
  readonly #waiting: Waiting[] = [];
  readonly #idle: Worker[] = [];
  #busy = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Decides about one function when a thread is free; `onBegin` is told when that is. */
  decide(task: Task, onBegin: () => void = () => undefined): Promise<Heard> {
    return new Promise((settle) => {
      this.#waiting.push({ task, begin: onBegin, settle });
      this.#next();
    });
  }

  /** Ends all threads; nothing may be waiting. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((thread) => thread.terminate()));
  }

  #next(): void {
    if (this.#busy >= this.#options.threads) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    this.#busy += 1;
    void this.#serve(waiting);
  }

  async #serve({ task, begin, settle }: Waiting): Promise<void> {
    begin();
    const thread = this.#idle.pop() ?? new Worker(new URL("./validate-thread.js", import.meta.url));
    const heard = await ask(thread, task, 1000 * this.#options.limit_seconds);
    if (heard.kind === "lost") await thread.terminate();
    else this.#idle.push(thread);
    this.#busy -= 1;
    settle(heard);
    this.#next();
  }
}

function ask(thread: Worker, task: Task, limit_ms: number): Promise<Heard> {
  return new Promise((resolve) => {
    const settle = (heard: Heard) => {
      clearTimeout(timer);
      thread.off("message", settle).off("error", failed).off("exit", ended);
      resolve(heard);
    };
    const lost = (reason: string) => settle({ kind: "lost", reason });
    const failed = (error: unknown) =>
      lost(`the validator failed: ${error instanceof Error ? error.message : String(error)}`);
    const ended = (code: number) => lost(`the validator failed: its thread ended with ${code}`);
    const timer = setTimeout(() => lost(`not decided in ${limit_ms / 1000} s`), limit_ms);
    thread.on("message", settle).on("error", failed).on("exit", ended);
    thread.postMessage(task);
  });
}
