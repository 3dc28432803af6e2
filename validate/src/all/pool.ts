/**
 * Threads that validate functions of any programs. One that dies, or takes longer than it may, leaves
 * its function undecided and is replaced by another.
 */
import { Worker } from "node:worker_threads";
import { type Tell, tellNobody } from "../explain/step.js";
import type { Answer, Loaded, Task, Telling } from "./validate-thread.js";

export interface PoolOptions {
  readonly threads: number;
  /** After so long a function is given up. */
  readonly limit_seconds: number;
}

interface Lost {
  readonly kind: "lost";
  readonly reason: string;
}

/** A thread's answer, or why there is none. */
export type Heard = Answer | Lost;

interface Waiting {
  readonly task: Task;
  readonly begin: () => void;
  readonly tell: Tell;
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

  /** Decides about one function when a thread is free; `onBegin` is told when that is, `tell` what
   * the proof of one that is to be explained goes through. */
  decide(task: Task, onBegin = () => {}, tell: Tell = tellNobody): Promise<Heard> {
    return new Promise((settle) => {
      this.#waiting.push({ task, begin: onBegin, tell, settle });
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

  async #serve({ task, begin, tell, settle }: Waiting): Promise<void> {
    const idle = this.#idle.pop();
    const thread = idle ?? new Worker(new URL("./validate-thread.js", import.meta.url));
    // What it takes to load the validator is not the function's time.
    const loaded = idle ? undefined : await next<Loaded>(thread);
    begin();
    const heard = loaded?.kind === "lost" ? loaded : await this.#ask(thread, task, tell);
    if (heard.kind === "lost") await thread.terminate();
    else this.#idle.push(thread);
    this.#busy -= 1;
    settle(heard);
    this.#next();
  }

  #ask(thread: Worker, task: Task, tell: Tell): Promise<Heard> {
    const hear = (said: Answer | Telling) => {
      if (said.kind === "telling") tell(said.step);
    };
    thread.on("message", hear);
    const answer = next<Answer>(thread, this.#options.limit_seconds);
    thread.postMessage(task);
    return answer.finally(() => thread.off("message", hear));
  }
}

/** What a thread says next beside what it tells, or why it says nothing. */
function next<Message>(thread: Worker, limit_seconds?: number): Promise<Message | Lost> {
  return new Promise((resolve) => {
    const settle = (heard: Message | Lost) => {
      clearTimeout(timer);
      thread.off("message", hear).off("error", failed).off("exit", ended);
      resolve(heard);
    };
    const hear = (said: Message | Telling) => {
      if ((said as Telling).kind !== "telling") settle(said as Message);
    };
    const lost = (reason: string) => settle({ kind: "lost", reason });
    const failed = (error: unknown) =>
      lost(`the validator failed: ${error instanceof Error ? error.message : String(error)}`);
    const ended = (code: number) => lost(`the validator failed: its thread ended with ${code}`);
    const late = () => lost(`not decided in ${limit_seconds} s`);
    const timer = limit_seconds === undefined ? undefined : setTimeout(late, 1000 * limit_seconds);
    thread.on("message", hear).on("error", failed).on("exit", ended);
  });
}
