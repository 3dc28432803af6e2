/**
 * Sockets by descriptor, on machine addresses.
 *
 * Node's own streams cost a buffer, a callback and a turn of the event loop per read; the serving
 * thread instead reads many requests with one call, straight into the core's memory. Every socket
 * made here is non-blocking and closed on exec. `AGAIN` and `CLOSED` are ordinary outcomes, not
 * errors: a peer may vanish at any time.
 */
import { chmodSync, chownSync, closeSync, fchmodSync, lstatSync, unlinkSync } from "node:fs";
import { AF_INET, AF_INET6, AF_UNIX, internetAddress, unixAddress } from "./address.js";
import { bind, checked, lastErrno, SystemError } from "./libc.js";

const socketCall = bind("socket", "int", ["int", "int", "int"]);
const bindCall = bind("bind", "int", ["int", "void *", "uint32_t"]);
const connectCall = bind("connect", "int", ["int", "void *", "uint32_t"]);
const listenCall = bind("listen", "int", ["int", "int"]);
const acceptCall = bind("accept4", "int", ["int", "uintptr_t", "uintptr_t", "int"]);
const receiveCall = bind("recv", "int64_t", ["int", "uintptr_t", "size_t", "int"]);
const sendCall = bind("send", "int64_t", ["int", "uintptr_t", "size_t", "int"]);
const closeCall = bind("close", "int", ["int"]);
const shutdownCall = bind("shutdown", "int", ["int", "int"]);
const pairCall = bind("socketpair", "int", ["int", "int", "int", "void *"]);
const optionCall = bind("setsockopt", "int", ["int", "int", "int", "void *", "uint32_t"]);
const getOptionCall = bind("getsockopt", "int", ["int", "int", "int", "void *", "void *"]);
const nameCall = bind("getsockname", "int", ["int", "void *", "void *"]);
const flagsCall = bind("fcntl", "int", ["int", "int", "int"]);

const SOCK_STREAM = 1;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SO_DOMAIN = 39;
const SO_ACCEPTCONN = 30;
const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;
const MSG_NOSIGNAL = 0x4000;
const F_SETFD = 2;
const FD_CLOEXEC = 1;
const F_GETFL = 3;
const F_SETFL = 4;
const O_NONBLOCK = 0o4000;

const EINTR = 4;
const EAGAIN = 11;
const ECONNABORTED = 103;
const ECONNREFUSED = 111;
const EADDRINUSE = 98;
const ENOENT = 2;

const BACKLOG = 1024;

/** Nothing now: wait until the descriptor is ready. */
export const AGAIN = -1;
/** The peer is gone. */
export const CLOSED = -2;

export interface UnixListenOptions {
  /** Permissions of the socket file; they hold from the moment it exists. */
  mode: number;
  /** Group that owns the socket file. */
  groupId?: number;
}

/**
 * Listens on a Unix socket. A socket file that nobody listens on is replaced; one that somebody
 * listens on is EADDRINUSE.
 */
export function listenUnix(path: string, options: UnixListenOptions): number {
  const address = unixAddress(path);
  removeStale(path, address);
  const fd = newSocket(AF_UNIX);
  return closingOnError(fd, () => {
    // Linux takes the new file's mode from the unbound socket and the umask, so there is no moment
    // at which it is open to more than `mode` says (unix_bind in net/unix/af_unix.c).
    fchmodSync(fd, options.mode);
    checked("bind", bindCall(fd, address, address.length));
    if (options.groupId !== undefined) chownSync(path, -1, options.groupId);
    chmodSync(path, options.mode);
    checked("listen", listenCall(fd, BACKLOG));
    return fd;
  });
}

/** Listens on a numeric IPv4 or IPv6 address; port 0 picks a free one. */
export function listenTcp(host: string, port: number): number {
  const address = internetAddress(host, port);
  const fd = newSocket(address.readUInt16LE(0));
  return closingOnError(fd, () => {
    setFlag(fd, SOL_SOCKET, SO_REUSEADDR);
    checked("bind", bindCall(fd, address, address.length));
    checked("listen", listenCall(fd, BACKLOG));
    return fd;
  });
}

/** Connects to a Unix socket; the result is non-blocking. */
export function connectUnix(path: string): number {
  const address = unixAddress(path);
  const fd = newSocket(AF_UNIX);
  return closingOnError(fd, () => {
    checked("connect", connectCall(fd, address, address.length));
    return fd;
  });
}

/** The port that a TCP socket is bound to. */
export function boundPort(fd: number): number {
  const address = Buffer.alloc(128);
  const length = Buffer.alloc(64);
  length.writeUInt32LE(address.length);
  checked("getsockname", nameCall(fd, address, length));
  return address.readUInt16BE(2);
}

/** Takes one waiting connection, or AGAIN. */
export function accept(fd: number): number {
  for (;;) {
    const result = acceptCall(fd, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (result >= 0) return result;
    const errno = lastErrno();
    if (errno === EAGAIN) return AGAIN;
    if (errno !== EINTR && errno !== ECONNABORTED) throw new SystemError("accept4", errno);
  }
}

/** Reads what is there, up to `length` bytes, to a machine address: the count, AGAIN or CLOSED. */
export function receive(fd: number, address: number, length: number): number {
  const count = receiveCall(fd, address, length, 0) as number;
  if (count > 0) return count;
  return count === 0 ? CLOSED : outcome();
}

/** Writes up to `length` bytes from a machine address: the count, AGAIN or CLOSED. */
export function send(fd: number, address: number, length: number): number {
  const count = sendCall(fd, address, length, MSG_NOSIGNAL) as number;
  return count >= 0 ? count : outcome();
}

function outcome(): number {
  const errno = lastErrno();
  return errno === EAGAIN || errno === EINTR ? AGAIN : CLOSED;
}

/** Two connected sockets. */
export function socketPair(): [number, number] {
  const result = Buffer.alloc(64);
  const type = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
  checked("socketpair", pairCall(AF_UNIX, type, 0, result));
  return [result.readInt32LE(0), result.readInt32LE(4)];
}

/** Closes a socket. (Node's own close warns on a worker of what it did not open.) */
export function closeSocket(fd: number): void {
  closeCall(fd);
}

/** Ends a connection in both directions; whoever waits on it wakes. */
export function shutdown(fd: number): void {
  shutdownCall(fd, 2);
}

/** Sends small replies at once (TCP_NODELAY); does nothing on other sockets. */
export function sendAtOnce(fd: number): void {
  if (isInternet(fd)) setFlag(fd, IPPROTO_TCP, TCP_NODELAY);
}

/** Whether a socket belongs to the internet families, rather than to this machine alone. */
export function isInternet(fd: number): boolean {
  const domain = readOption(fd, SO_DOMAIN);
  return domain === AF_INET || domain === AF_INET6;
}

/** First descriptor that systemd hands over (sd_listen_fds(3)). */
const LISTEN_FDS_START = 3;

/**
 * The listening sockets that systemd opened for this process, made non-blocking and not inherited
 * further; empty where there are none. Call once, early.
 */
export function inheritedListeners(environment: NodeJS.ProcessEnv = process.env): number[] {
  if (Number(environment["LISTEN_PID"]) !== process.pid) return [];
  const count = Number(environment["LISTEN_FDS"] ?? 0);
  const found = Array.from({ length: count }, (_, index) => LISTEN_FDS_START + index);
  return found.filter((fd) => readOption(fd, SO_ACCEPTCONN) === 1).map(adopt);
}

/** Makes a descriptor that came from outside non-blocking and closed on exec. */
export function adopt(fd: number): number {
  checked("fcntl", flagsCall(fd, F_SETFD, FD_CLOEXEC));
  const flags = checked("fcntl", flagsCall(fd, F_GETFL, 0));
  checked("fcntl", flagsCall(fd, F_SETFL, flags | O_NONBLOCK));
  return fd;
}

function newSocket(family: number): number {
  return checked("socket", socketCall(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

function closingOnError<T>(fd: number, action: () => T): T {
  try {
    return action();
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function removeStale(path: string, address: Buffer): void {
  const fd = newSocket(AF_UNIX);
  const answered = connectCall(fd, address, address.length) === 0;
  const errno = answered ? 0 : lastErrno();
  closeSync(fd);
  if (answered) throw new SystemError("bind", EADDRINUSE);
  if (errno === ECONNREFUSED && lstatSync(path).isSocket()) unlinkSync(path);
  else if (errno !== ENOENT) throw new SystemError("connect", errno);
}

function setFlag(fd: number, level: number, option: number): void {
  checked("setsockopt", optionCall(fd, level, option, Buffer.from([1, 0, 0, 0]), 4));
}

function readOption(fd: number, option: number): number {
  const value = Buffer.alloc(64);
  const length = Buffer.alloc(64);
  length.writeUInt32LE(4);
  return getOptionCall(fd, SOL_SOCKET, option, value, length) === 0 ? value.readInt32LE(0) : -1;
}
