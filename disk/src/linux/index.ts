/** The binding to the C library: files, memory, locks, futexes, time and the service manager. */
export { bootIdentity, bootTime_ms, monotonic_ns } from "./boot.js";
export { threadCpu_ns, tightenTimers } from "./clock.js";
export { BROKEN, drainPipe, Poller, READABLE, WakeEvent, WRITABLE } from "./epoll.js";
export { makeFifo, openFifo, wakeFifo } from "./fifo.js";
export * from "./file.js";
export { makeFolder } from "./folder.js";
export { futexWait, futexWake } from "./futex.js";
export { errnoName, SystemError } from "./libc.js";
export {
  addressOf,
  copyFrom,
  copyTo,
  type MapOptions,
  mapShared,
  PAGE_BYTES,
  populate,
  syncMapping,
} from "./memory.js";
export { notify } from "./notify.js";
export { type PinnedBuffer, pinned } from "./pinned.js";
export { lowerPriority, raisePriority } from "./priority.js";
export { findTool, isExecutable } from "./program.js";
export * from "./socket.js";
export { sleepThread, type ThreadClock, threadClock } from "./thread-clock.js";
