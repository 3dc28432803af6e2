/**
 * The simulated processes and their threads: who runs inside of whom, and who has been killed.
 *
 * There is one stack. A thread is never inside of itself, and a process that is killed does
 * nothing more: what of it is on the stack is unwound as soon as control comes back to it.
 */

export type Thread = "server" | "journal" | "home" | "main" | "start";
export type Process = "server" | "keeper";

/** Unwinds a process that was killed. */
class Killed extends Error {
  constructor(readonly process: Process) {
    super(`${process} killed`);
  }
}

const processOf = (thread: Thread): Process => (thread === "server" ? "server" : "keeper");

export class Processes {
  readonly #running: Thread[] = [];
  readonly #doomed = new Set<Process>();

  /** `bury` is told when nothing is left of a process that was killed. */
  constructor(readonly bury: (process: Process) => void) {}

  get isIdle(): boolean {
    return this.#running.length === 0;
  }

  /** While a keeper starts nothing else runs. */
  get isStarting(): boolean {
    return this.isRunning("start");
  }

  isRunning(thread: Thread): boolean {
    return this.#running.includes(thread);
  }

  isDoomed(process: Process): boolean {
    return this.#doomed.has(process);
  }

  /** Runs a step of a thread, unless that is in the middle of one already, or dying. */
  run(thread: Thread, body: () => void): void {
    const process = processOf(thread);
    if (this.isRunning(thread) || this.#doomed.has(process) || this.isStarting) return;
    this.#running.push(thread);
    const depth = this.#running.length;
    try {
      body();
    } catch (error) {
      if (!(error instanceof Killed) || error.process !== process) throw error;
    } finally {
      this.#running.length = depth - 1;
    }
    this.#buryIfGone(process);
  }

  kill(process: Process): void {
    this.#doomed.add(process);
    this.#buryIfGone(process);
  }

  /** Called at each effect: a process that was killed meanwhile goes no further. */
  checkpoint(): void {
    const thread = this.#running.at(-1);
    if (thread === undefined) return;
    const process = processOf(thread);
    if (this.#doomed.has(process)) throw new Killed(process);
  }

  /** Everything is gone at once. */
  clear(): void {
    this.#running.length = 0;
    this.#doomed.clear();
  }

  #buryIfGone(process: Process): void {
    if (!this.#doomed.has(process)) return;
    if (this.#running.some((thread) => processOf(thread) === process)) return;
    this.#doomed.delete(process);
    this.bury(process);
  }
}
