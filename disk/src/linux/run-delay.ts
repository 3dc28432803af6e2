/**
 * How long the calling thread was ready to run and had no CPU: the part of an elapsed time that
 * is the machine's and not the device's.
 */
import { constants, openSync, readlinkSync, readSync } from "node:fs";

export class RunDelay {
  readonly #fd: number | undefined;
  readonly #text = Buffer.alloc(64);

  /** For the thread that calls this, and for it alone. */
  constructor() {
    try {
      const thread = readlinkSync("/proc/thread-self");
      this.#fd = openSync(`/proc/${thread}/schedstat`, constants.O_RDONLY);
    } catch {
      // A kernel without CONFIG_SCHED_INFO; then all of an elapsed time counts as the device's.
    }
  }

  /** Nanoseconds so far; always 0 where the kernel does not count them. */
  total_ns(): number {
    if (this.#fd === undefined) return 0;
    const count = readSync(this.#fd, this.#text, 0, this.#text.length, 0);
    return Number(this.#text.toString("latin1", 0, count).split(" ")[1]);
  }
}
