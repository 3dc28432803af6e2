/** Precedence over other threads on the CPU, for the few that must not wait. */
import { bind, checked } from "./libc.js";

const schedSetscheduler = bind("sched_setscheduler", "int", ["int", "int", "void *"]);

const SCHED_FIFO = 1;
const SCHED_RESET_ON_FORK = 0x4000_0000;

/** Makes the calling thread a real-time thread; false where that is not allowed. It must sleep
 * whenever it has nothing to do, or it starves everything else. */
export function raisePriority(priority = 10): boolean {
  return schedSetscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, new Int32Array([priority])) === 0;
}

const setpriority = bind("setpriority", "int", ["int", "uint32_t", "int"]);
const PRIO_PROCESS = 0;
const CALLING_THREAD = 0;

/** Lets others of the machine go first from now on; on Linux this is the calling thread's own. */
export function lowerPriority(): void {
  checked("setpriority", setpriority(PRIO_PROCESS, CALLING_THREAD, 10));
}
