/**
 * Locks by which the processes of one vault find each other.
 *
 * An advisory lock (flock) belongs to an open file and ends with the last process that has it
 * open, however that process ends. So a lock that can be taken means that nobody is there.
 */
import { closeSync, constants, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { tryLock } from "../linux/index.js";

/** A lock held by this process until `release` or its end. */
export interface Lock {
  release(): void;
}

/** Takes the lock at once and leaves this process's id in it; undefined where it is held. */
export function takeLock(path: string): Lock | undefined {
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  if (!tryLock(fd)) {
    closeSync(fd);
    return undefined;
  }
  ftruncateSync(fd);
  writeSync(fd, `${process.pid}\n`, 0);
  return { release: () => closeSync(fd) };
}

/** The process that holds the lock, undefined where nobody does. */
export function lockHolder(path: string): number | undefined {
  const lock = takeLockIfPresent(path);
  if (lock === "held") return Number(readFileSync(path, "utf8"));
  lock?.release();
  return undefined;
}

function takeLockIfPresent(path: string): Lock | "held" | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDWR);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  if (tryLock(fd)) return { release: () => closeSync(fd) };
  closeSync(fd);
  return "held";
}
