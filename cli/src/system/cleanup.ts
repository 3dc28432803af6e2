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

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        this.failures.push(`${step.what}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
}

/** Runs `work` with a clean-up that is certain, also on the signals that end a program. */
export async function withCleanup<T>(work: (cleanup: Cleanup) => Promise<T>): Promise<T> {
  const cleanup = new Cleanup();
  const onSignal = (signal: NodeJS.Signals) => {
    process.stderr.write(`\n${signal}: cleaning up\n`);
    void cleanup.run().finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
  };
  const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.once(signal, onSignal);
  try {
    return await work(cleanup);
  } finally {
    await cleanup.run();
    for (const signal of signals) process.off(signal, onSignal);
    for (const failure of cleanup.failures) process.stderr.write(`clean-up: ${failure}\n`);
  }
}
