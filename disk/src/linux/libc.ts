/**
 * The one door to the C library.
 *
 * Node has no flock, fallocate, hole punching, SEEK_HOLE, device size, shared mapping, futex, raw
 * epoll or sd_notify. They come through koffi, a foreign function interface that ships prebuilt.
 * Every call here is synchronous and returns what the C function returns; a negative result is
 * turned into a `SystemError` by `checked`.
 *
 * Addresses are plain numbers: user space on every supported CPU is below 2^53.
 */
import { constants } from "node:os";
import koffi from "koffi";

const libc = koffi.load("libc.so.6");

/** What the kernel refused: the call, its errno and the errno's name (`ENOSPC`). */
export class SystemError extends Error {
  constructor(
    readonly call: string,
    readonly errno: number,
  ) {
    super(`${call}: ${errnoName(errno)}`);
    this.name = "SystemError";
  }

  get code(): string {
    return errnoName(this.errno);
  }
}

const errnoNames = new Map<number, string>(
  Object.entries(constants.errno).map(([name, value]) => [value, name]),
);

/** The symbolic name of an errno, `errno 9999` where the platform knows none. */
export function errnoName(errno: number): string {
  return errnoNames.get(errno) ?? `errno ${errno}`;
}

/** The errno left by the last call on this thread. */
export function lastErrno(): number {
  return koffi.errno();
}

/** Binds one C function, its types spelled as in koffi's documentation. */
export function bind(name: string, result: string, parameters: string[]) {
  return libc.func(name, result, parameters);
}

/** Passes a result through, or throws the `SystemError` that a negative one stands for. */
export function checked(call: string, result: number): number {
  if (result < 0) throw new SystemError(call, lastErrno());
  return result;
}
