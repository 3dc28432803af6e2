/**
 * What was set up is taken down, last thing first: at the end, after a failure, and on Ctrl-C.
 * A step that fails does not keep the others from running; its message is kept.
 */
type Step = { what: string; undo: () => void | Promise<void> };

export class Cleanup {
  readonly #steps: Step[] = [];
  readonly failures: string[] = [];

  /** Remembers how to undo something, and hands back a way to do it before the end. */
  add(what: string, undo: () => void | Promise<void>): () => Promise<void> {
    const step = { what, undo };
    this.#steps.push(step);
    return async () => {
      const index = this.#steps.indexOf(step);
      if (index < 0) return;
      this.#steps.splice(index, 1);
      await undo();
    };
  }

  #running: Promise<void> | undefined;

  /** Undoes everything; whoever calls it meanwhile waits for the same end. */
  run(): Promise<void> {
    this.#running ??= this.#undoAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #undoAll(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        this.failures.push(`${step.what}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
}

const STATUS: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** Runs `work` with a clean-up that is certain, also on the signals that end a program and on
 * errors that nobody catches. */
export async function withCleanup<T>(work: (cleanup: Cleanup) => Promise<T>): Promise<T> {
  const cleanup = new Cleanup();
  let leaving = false;
  const leave = (why: string, status: number) => {
    if (leaving) return;
    leaving = true;
    process.stderr.write(`\n${why}: cleaning up\n`);
    void cleanup.run().finally(() => process.exit(status));
  };
  const onSignal = (signal: NodeJS.Signals) => leave(signal, STATUS[signal] ?? 1);
  const onError = (error: unknown) =>
    leave(error instanceof Error ? error.message : String(error), 1);
  const signals = Object.keys(STATUS) as NodeJS.Signals[];
  for (const signal of signals) process.on(signal, onSignal);
  process.on("uncaughtException", onError);
  try {
    return await work(cleanup);
  } finally {
    // Whatever the work says while it is being taken down is not news.
    if (leaving) await new Promise(() => undefined);
    await cleanup.run();
    for (const signal of signals) process.off(signal, onSignal);
    process.off("uncaughtException", onError);
    for (const failure of cleanup.failures) process.stderr.write(`clean-up: ${failure}\n`);
  }
}
