/**
 * Telling the service manager how the service is (sd_notify(3)): one datagram per message to the
 * Unix socket that NOTIFY_SOCKET names, a path or, with a leading `@`, an abstract address.
 */
import { closeSync } from "node:fs";
import { AF_UNIX, abstractAddress, unixAddress } from "./address.js";
import { bind, checked } from "./libc.js";

const socketCall = bind("socket", "int", ["int", "int", "int"]);
const sendtoCall = bind("sendto", "int64_t", [
  "int",
  "void *",
  "size_t",
  "int",
  "void *",
  "uint32_t",
]);

export const SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
const MSG_NOSIGNAL = 0x4000;

/** The address that NOTIFY_SOCKET or a service manager's socket unit spells as `path`. */
export function notifyAddress(path: string): Uint8Array {
  return path.startsWith("@") ? abstractAddress(path.slice(1)) : unixAddress(path);
}

/**
 * Sends a state such as `READY=1` or `STATUS=draining`, lines separated by newlines. False, and
 * nothing sent, where no service manager listens (NOTIFY_SOCKET is not set).
 */
export function notify(state: string, environment = process.env): boolean {
  const { NOTIFY_SOCKET } = environment;
  if (!NOTIFY_SOCKET) return false;
  const address = notifyAddress(NOTIFY_SOCKET);
  const message = Buffer.from(state);
  const fd = checked("socket", socketCall(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
  try {
    const sent = sendtoCall(fd, message, message.length, MSG_NOSIGNAL, address, address.length);
    checked("sendto(NOTIFY_SOCKET)", Number(sent));
    return true;
  } finally {
    closeSync(fd);
  }
}
