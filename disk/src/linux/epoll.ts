/**
 * Waiting for many descriptors at once (epoll(7)), and being woken (eventfd(2)).
 *
 * Level-triggered: what is not read is reported again, so a loop may stop in the middle of a
 * connection to be fair to others.
 */
import { bind, checked, lastErrno, SystemError } from "./libc.js";
import { pinned } from "./pinned.js";
import { closeSocket } from "./socket.js";

const createCall = bind("epoll_create1", "int", ["int"]);
const controlCall = bind("epoll_ctl", "int", ["int", "int", "int", "uintptr_t"]);
const waitCall = bind("epoll_wait", "int", ["int", "uintptr_t", "int", "int"]);
const eventCall = bind("eventfd", "int", ["uint32_t", "int"]);
const readCall = bind("read", "int64_t", ["int", "uintptr_t", "size_t"]);
const writeCall = bind("write", "int64_t", ["int", "uintptr_t", "size_t"]);

const EPOLL_CLOEXEC = 0o2000000;
const EFD_FLAGS = 0o2000000 | 0o4000;
const CONTROL = { add: 1, remove: 2, modify: 3 } as const;
const EINTR = 4;

export const READABLE = 0x001;
export const WRITABLE = 0x004;
/** Reported whether asked for or not: error, and both directions shut. */
export const BROKEN = 0x008 | 0x010;

// struct epoll_event is packed on x86-64 and padded elsewhere.
const EVENT_BYTES = process.arch === "x64" ? 12 : 16;
const DATA_OFFSET = process.arch === "x64" ? 4 : 8;

/** A set of descriptors; each is added with a tag, which `wait` gives back. */
export class Poller {
  readonly #fd = checked("epoll_create1", createCall(EPOLL_CLOEXEC));
  readonly #events;
  readonly #argument = pinned(64);
  readonly #view: DataView;
  readonly #eventsMax: number;

  constructor(eventsMax = 256) {
    this.#eventsMax = eventsMax;
    this.#events = pinned(eventsMax * EVENT_BYTES);
    const { bytes } = this.#events;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  add(fd: number, events: number, tag: number): void {
    this.#control(CONTROL.add, fd, events, tag);
  }

  modify(fd: number, events: number, tag: number): void {
    this.#control(CONTROL.modify, fd, events, tag);
  }

  remove(fd: number): void {
    this.#control(CONTROL.remove, fd, 0, 0);
  }

  #control(operation: number, fd: number, events: number, tag: number): void {
    this.#argument.bytes.writeUInt32LE(events, 0);
    this.#argument.bytes.writeUInt32LE(tag, DATA_OFFSET);
    checked("epoll_ctl", controlCall(this.#fd, operation, fd, this.#argument.address));
  }

  /** Waits for events, -1 for ever; returns how many `tag` and `ready` can be asked for. */
  wait(timeout_ms: number): number {
    const count = waitCall(this.#fd, this.#events.address, this.#eventsMax, timeout_ms) as number;
    if (count >= 0) return count;
    const errno = lastErrno();
    if (errno === EINTR) return 0;
    throw new SystemError("epoll_wait", errno);
  }

  /** The tag of the `index`-th event. */
  tag(index: number): number {
    return this.#view.getUint32(index * EVENT_BYTES + DATA_OFFSET, true);
  }

  /** The readiness of the `index`-th event: READABLE, WRITABLE, BROKEN. */
  ready(index: number): number {
    return this.#view.getUint32(index * EVENT_BYTES, true);
  }

  close(): void {
    closeSocket(this.#fd);
  }
}

/** A counter that threads and loops wake each other with. */
export class WakeEvent {
  readonly fd: number;
  readonly #word = pinned(64);

  /** Makes a new one, or takes the descriptor of another thread's. */
  constructor(fd?: number) {
    this.fd = fd ?? checked("eventfd", eventCall(0, EFD_FLAGS));
  }

  /** Makes the descriptor readable. */
  signal(): void {
    this.#word.bytes.writeBigUInt64LE(1n, 0);
    writeCall(this.fd, this.#word.address, 8);
  }

  /** Makes it unreadable again. */
  clear(): void {
    readCall(this.fd, this.#word.address, 8);
  }
}

const scratch = pinned(4096);

/** Reads away whatever is in a non-blocking pipe. */
export function drainPipe(fd: number): void {
  while (readCall(fd, scratch.address, scratch.bytes.length) === scratch.bytes.length);
}
