/**
 * Sleeping and waking across processes on a word of shared memory (futex(2)).
 * `Atomics.wait` does this inside one process only.
 */

import { EAGAIN, EINTR } from "./file.js";
import { bind, lastErrno, SystemError } from "./libc.js";
import { pinned } from "./pinned.js";

const syscall = bind("syscall", "long", [
  "long",
  "uintptr_t",
  "int",
  "uint32_t",
  "uintptr_t",
  "uintptr_t",
  "int",
]);

const SYS_FUTEX: Partial<Record<NodeJS.Architecture, number>> = {
  x64: 202,
  arm64: 98,
  riscv64: 98,
};
const FUTEX_WAIT = 0;
const FUTEX_WAKE = 1;
const ETIMEDOUT = 110;

const number = SYS_FUTEX[process.arch] ?? unsupported();

function unsupported(): never {
  throw new Error(`futex: unknown system call number on ${process.arch}`);
}

/** struct timespec of the sleep at hand; each thread loads this module anew. */
const timeout = pinned(16);

/** Sleeps while the 32-bit word at `address` equals `expected`, at most `timeout_ms`. */
export function futexWait(address: number, expected: number, timeout_ms: number): void {
  const seconds = Math.floor(timeout_ms / 1000);
  const nanoseconds = Math.floor((timeout_ms - seconds * 1000) * 1e6);
  timeout.bytes.writeBigInt64LE(BigInt(seconds), 0);
  timeout.bytes.writeBigInt64LE(BigInt(nanoseconds), 8);
  const result = syscall(number, address, FUTEX_WAIT, expected >>> 0, timeout.address, 0, 0);
  if (result === 0) return;
  const errno = lastErrno();
  if (errno !== EAGAIN && errno !== EINTR && errno !== ETIMEDOUT)
    throw new SystemError("futex(WAIT)", errno);
}

/** Wakes every sleeper on the word at `address`. */
export function futexWake(address: number): void {
  if (syscall(number, address, FUTEX_WAKE, 0x7fffffff, 0, 0, 0) < 0)
    throw new SystemError("futex(WAKE)", lastErrno());
}
