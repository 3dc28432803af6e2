/** A thread's own use of its CPU, and how punctually it wakes. */
import { bind, checked } from "./libc.js";
import { pinned } from "./pinned.js";

const clockGettimeCall = bind("clock_gettime", "int", ["int", "uintptr_t"]);
const prctlCall = bind("prctl", "int", [
  "int",
  "unsigned long",
  "unsigned long",
  "unsigned long",
  "unsigned long",
]);

const CLOCK_THREAD_CPUTIME_ID = 3;
const PR_SET_TIMERSLACK = 29;

/** struct timespec. */
const result = pinned(16);

/** The CPU time that this thread has used. */
export function threadCpu_ns(): number {
  checked("clock_gettime", clockGettimeCall(CLOCK_THREAD_CPUTIME_ID, result.address));
  const seconds = Number(result.bytes.readBigInt64LE(0));
  return seconds * 1e9 + Number(result.bytes.readBigInt64LE(8));
}

/** Lets this thread's sleeps end when asked: by default Linux may delay each by another 50 µs. */
export function tightenTimers(): void {
  checked("prctl(PR_SET_TIMERSLACK)", prctlCall(PR_SET_TIMERSLACK, 1, 0, 0, 0));
}
