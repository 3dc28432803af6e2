/** Time as one thread sees it, in one place, so that a simulator can be the clock. */
import { monotonic_ns } from "./boot.js";
import { RunDelay } from "./run-delay.js";

export interface ThreadClock {
  monotonic_ns(): bigint;
  /** Milliseconds since the epoch. */
  wall_ms(): number;
  /** How long the thread was ready to run and had no CPU, so far. */
  runDelay_ns(): number;
  /** Sleeps. */
  pause(duration_ms: number): void;
}

const never = new Int32Array(new SharedArrayBuffer(4));

/** Puts the calling thread to sleep. */
export function sleepThread(duration_ms: number): void {
  Atomics.wait(never, 0, 0, duration_ms);
}

/** The machine's clocks, for the thread that calls this, and for it alone. */
export function threadClock(): ThreadClock {
  const runDelay = new RunDelay();
  return {
    monotonic_ns,
    wall_ms: Date.now,
    runDelay_ns: () => runDelay.total_ns(),
    pause: sleepThread,
  };
}
