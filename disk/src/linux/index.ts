/** The binding to the C library: files, memory, locks, futexes, time and the service manager. */
export * from "./file.js";
export { futexWait, futexWake } from "./futex.js";
export { errnoName, SystemError } from "./libc.js";
export { addressOf, mapShared, PAGE_BYTES, syncMapping } from "./memory.js";
