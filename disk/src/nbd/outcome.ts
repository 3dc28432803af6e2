/** What a step of the handshake comes to. */
import type { Agreement } from "./export.js";

/** What the driver has to do after sending. */
export type Outcome =
  | { kind: "continue" }
  /** Start TLS, then call `secured`. What was received in plain text is gone, and has to be. */
  | { kind: "startTls" }
  /** Transmission begins with the `leftover` bytes, which lie in the chunk given last. */
  | { kind: "transmission"; agreement: Agreement; leftover: Uint8Array }
  | { kind: "close"; reason: string };

export interface Step {
  send: Buffer[];
  outcome: Outcome;
}

export const CONTINUE: Outcome = { kind: "continue" };

export function close(reason: string): Outcome {
  return { kind: "close", reason };
}
