/** Theorems on all cores: each thread takes the next one when it has done the last. */
import { Worker } from "node:worker_threads";
import type { VerdictCache } from "./cache.js";
import type { Answer, Loaded, Task, ThreadData } from "./prove-thread.js";
import type { Exhibit, MutantResult, Theorem, TheoremResult } from "./theorem.js";

export interface ProveOptions {
  /** The module that exports `theorems()`, as a URL: each thread loads it for itself. */
  readonly module: string;
  readonly theorems: readonly Theorem[];
  /** Of which theorems, by their ids, the mutants are tried too. */
  readonly mutants: (id: string) => boolean;
  /** Whether what is really proved is to be shown too. */
  readonly exhibits?: boolean;
  readonly threads: number;
  /** After so long a theorem is given up, or all of its mutants: unknown. */
  readonly limit_seconds?: number;
  readonly cache?: VerdictCache;
  readonly progress?: (text: string) => void;
}

export interface Report {
  readonly theorems: TheoremResult[];
  readonly mutants: MutantResult[];
  /** By the theorem's id. */
  readonly exhibits: ReadonlyMap<string, Exhibit>;
}

/** Proves theorems; the report has them in their own order. */
export async function proveAll(options: ProveOptions): Promise<Report> {
  const run = new Run(options);
  const threads = Math.min(options.threads, run.tasksLeft);
  await Promise.all(Array.from({ length: threads }, () => run.work()));
  return run.report();
}

const WORDS: Record<Task["what"], string> = {
  ...{ theorem: "", mutants: ", its mutants", exhibit: ", its text" },
};

const UNDECIDED = {
  ...({ verdict: "unknown", cached: false, recalled: false } as const),
  ...{ certificate: null, certificate_words: 0, trace: [] },
};

class Run {
  readonly #options: ProveOptions;
  readonly #byId: ReadonlyMap<string, Theorem>;
  readonly #tasks: Task[] = [];
  readonly #theorems = new Map<string, TheoremResult>();
  readonly #mutants = new Map<string, readonly MutantResult[]>();
  readonly #exhibits = new Map<string, Exhibit>();

  constructor(options: ProveOptions) {
    this.#options = options;
    this.#byId = new Map(options.theorems.map((theorem) => [theorem.id, theorem]));
    for (const theorem of options.theorems) this.#recall(theorem);
  }

  get tasksLeft(): number {
    return this.#tasks.length;
  }

  /** Takes from the cache what is there and makes tasks of the rest. */
  #recall(asked: Theorem): void {
    const { id, exhibit: exhibits } = asked;
    const { cache, ...options } = this.#options;
    const { theorem, mutants, exhibit } = cache?.get(asked) ?? {};
    if (theorem !== undefined) this.#theorems.set(id, { ...theorem, cached: true });
    else this.#tasks.push({ id, what: "theorem" });
    if (options.mutants(id) && mutants !== undefined) this.#mutants.set(id, mutants);
    else if (options.mutants(id)) this.#tasks.push({ id, what: "mutants" });
    if (!options.exhibits || exhibits === undefined) return;
    if (exhibit !== undefined) this.#exhibits.set(id, exhibit);
    else this.#tasks.push({ id, what: "exhibit" });
  }

  /** One thread's share. A thread whose task takes too long is ended, and another goes on. */
  async work(): Promise<void> {
    const { limit_seconds, progress } = this.#options;
    let worker = await this.#thread();
    try {
      for (let task = this.#tasks.shift(); task !== undefined; task = this.#tasks.shift()) {
        progress?.(`${task.id}${WORDS[task.what]}`);
        const answer = await ask(worker, task, limit_seconds);
        if (answer !== LATE) this.#keep(task, answer);
        else {
          this.#giveUp(task);
          await worker.terminate();
          worker = await this.#thread();
        }
      }
    } finally {
      await worker.terminate();
    }
  }

  /** A thread that is ready: what it takes to load theorems is no theorem's time. */
  async #thread(): Promise<Worker> {
    const { module, cache } = this.#options;
    const statements = cache?.statements;
    const workerData: ThreadData = { module, ...(statements && { statements }) };
    const worker = new Worker(new URL("./prove-thread.js", import.meta.url), { workerData });
    await next<Loaded>(worker);
    return worker;
  }

  #giveUp({ id, what }: Task): void {
    const seconds = this.#options.limit_seconds!;
    const reason = `not decided in ${seconds} s`;
    const { says } = this.#byId.get(id)!;
    if (what === "theorem") this.#told({ ...UNDECIDED, id, says, seconds, reason });
    if (what === "mutants")
      this.#mutants.set(id, [
        { id: `${id}#all`, theorem: id, verdict: "survived", reason, trace: [] },
      ]);
  }

  /** Keeps a theorem's verdict; what is not proved is worth telling at once in a long run. */
  #told(theorem: TheoremResult): void {
    const { id, verdict, reason } = theorem;
    this.#theorems.set(id, theorem);
    if (verdict !== "proved") this.#options.progress?.(`${id}: ${verdict}, ${reason}`);
  }

  #keep({ id }: Task, answer: Answer): void {
    if ("failure" in answer) throw new Error(`${id}: the prover failed: ${answer.failure}`);
    if ("theorem" in answer) {
      this.#told(answer.theorem);
      if (answer.theorem.verdict !== "proved") return;
    } else if ("exhibit" in answer) this.#exhibits.set(id, answer.exhibit);
    else {
      this.#mutants.set(id, answer.mutants);
      if (answer.mutants.some(({ verdict }) => verdict !== "refuted")) return;
    }
    this.#options.cache?.put(this.#byId.get(id)!, answer);
  }

  report(): Report {
    const ids = this.#options.theorems.map(({ id }) => id);
    return {
      theorems: ids.map((id) => this.#theorems.get(id)!),
      mutants: ids.flatMap((id) => this.#mutants.get(id) ?? []),
      exhibits: this.#exhibits,
    };
  }
}

/** What there is instead of an answer that takes too long. */
const LATE = Symbol("late");

/** A thread's answer to one task, if it comes in time. */
function ask(worker: Worker, task: Task, limit_seconds?: number): Promise<Answer | typeof LATE> {
  const answer = next<Answer>(worker, limit_seconds);
  worker.postMessage(task);
  return answer;
}

/** What a thread says next. */
function next<Message>(worker: Worker, limit_seconds?: number): Promise<Message | typeof LATE> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.off("message", heard).off("error", failed).off("exit", ended);
      act();
    };
    const heard = (message: Message) => settle(() => resolve(message));
    const failed = (error: unknown) => settle(() => reject(error));
    const ended = (code: number) => failed(new Error(`a thread ended with status ${code}`));
    const late = () => settle(() => resolve(LATE));
    const timer = limit_seconds === undefined ? undefined : setTimeout(late, 1000 * limit_seconds);
    worker.on("message", heard).on("error", failed).on("exit", ended);
  });
}
