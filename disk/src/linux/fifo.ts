/** Named pipes: how one process wakes another that waits in epoll. */
import { constants, openSync, writeSync } from "node:fs";
import { bind, lastErrno, SystemError } from "./libc.js";

const mkfifoCall = bind("mkfifo", "int", ["str", "unsigned int"]);

/** Makes a named pipe; throws `SystemError` EEXIST where there is one. */
export function makeFifo(path: string, mode: number): void {
  if (mkfifoCall(path, mode) < 0) throw new SystemError("mkfifo", lastErrno());
}

/**
 * Opens a named pipe for waking or for being woken. For both directions at once (which Linux
 * allows), so that neither end sees an end of file or EPIPE when the other restarts.
 */
export function openFifo(path: string): number {
  return openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
}

const WAKE = Buffer.from([1]);

/** Wakes whoever polls the pipe. A full pipe means that it is being woken already. */
export function wakeFifo(fd: number): void {
  try {
    writeSync(fd, WAKE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  }
}
