/**
 * How long the calling thread was ready to run and had no CPU: the part of an elapsed time that
 * is the machine's and not the device's.
 */
import { constants, openSync, readlinkSync } from "node:fs";
import { bind } from "./libc.js";
import { pinned } from "./pinned.js";

const preadCall = bind("pread", "int64_t", ["int", "uintptr_t", "size_t", "int64_t"]);

const SPACE = 0x20;
const ZERO = 0x30;

export class RunDelay {
  readonly #fd: number | undefined;
  /** `time on the CPU, time waiting for one, slices`: asked for twice in each step of the journal,
   * so it is not worth a string. */
  readonly #text = pinned(64);

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
    const { address, bytes } = this.#text;
    const count = preadCall(this.#fd, address, bytes.length, 0) as number;
    let at = bytes.indexOf(SPACE) + 1;
    let total = 0;
    for (; at < count && bytes[at] !== SPACE; at++) total = 10 * total + bytes[at]! - ZERO;
    return total;
  }
}
