/** A thread's own use of its CPU, and how punctually it wakes. */
import { bind, checked } from "./libc.js";

const clockGettimeCall = bind("clock_gettime", "int", ["int", "void *"]);
const prctlCall = bind("prctl", "int", [
  "int",
  "unsigned long",
  "unsigned long",
  "unsigned long",
  "unsigned long",
]);

const CLOCK_THREAD_CPUTIME_ID = 3;
const PR_SET_TIMERSLACK = 29;

/** The CPU time that this thread has used. */
export function threadCpu_ns(): number {
  const result = new BigInt64Array(2);
  checked("clock_gettime", clockGettimeCall(CLOCK_THREAD_CPUTIME_ID, result));
  return Number(result[0]! * 1_000_000_000n + result[1]!);
}

/** Lets this thread's sleeps end when asked: by default Linux may delay each by another 50 µs. */
export function tightenTimers(): void {
  checked("prctl(PR_SET_TIMERSLACK)", prctlCall(PR_SET_TIMERSLACK, 1, 0, 0, 0));
}
