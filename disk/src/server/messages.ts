/** What the main thread and the serving thread say to each other. */
import type { SharedExport } from "./exports.js";

/** To the serving thread; after posting, its wake event has to be signalled. */
export type ToServing =
  /** Start TLS has succeeded: the plain text goes through `fd` now. */
  | { kind: "secured"; session: number; fd: number }
  | { kind: "tlsFailed"; session: number }
  /** Take no new clients, answer what is in hand until the deadline, then end. */
  | { kind: "stop"; grace_ms: number };

/** To the main thread. */
export type ToMain =
  | { kind: "serving" }
  /** The descriptor is the main thread's from now on. */
  | { kind: "startTls"; session: number; fd: number }
  | { kind: "log"; level: "info" | "warn" | "error"; message: string; detail?: object }
  | { kind: "stopped" };

/** What a listening socket asks of its clients. */
export interface ListenerOptions {
  fd: number;
  tls: "none" | "optional" | "required";
}

export interface ServingLimits {
  connectionsMax: number;
  handshakeTimeout_ms: number;
  inFlightBytesMax: number;
}

/** What the serving thread is told to serve. */
export interface ServingData {
  exports: SharedExport[];
  defaultExport: string | null;
  listeners: ListenerOptions[];
  limits: ServingLimits;
  /** Signalled when a message has been posted. */
  wakeFd: number;
  counters: SharedArrayBuffer;
}
