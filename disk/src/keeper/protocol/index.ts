/**
 * The keeper's control socket: one JSON object per line, one line in reply.
 *
 *     {"request":"status"}      → the keeper's status
 *     {"request":"power-fail"}  → {"ok":true,"flush_ms":…} when the journal holds everything
 *     {"request":"power-back"}  → {"ok":true}
 *     {"request":"drain"}       → {"ok":true} when the disk holds everything that was there
 *     {"request":"stop"}        → {"ok":true} at once; the keeper drains and ends
 *
 * A request that cannot be served is answered {"ok":false,"error":"…"}. The socket is 0600: who
 * may connect may do all of this.
 */
import { connect } from "node:net";
import type { Budget } from "../budget.js";

export const REQUESTS = ["status", "power-fail", "power-back", "drain", "stop"] as const;
export type KeeperRequest = (typeof REQUESTS)[number];

/** What `status` answers. Fields may be added, these stay. */
export interface KeeperStatus {
  ok: true;
  pid: number;
  origin: "kept" | "loaded" | "created";
  notes: string[];
  disk: string;
  journal: string;
  onSpare: boolean;
  ringBytes: number;
  power: "normal" | "failing" | "flushed";
  pending: { unjournaled_bytes: number; notHome_bytes: number };
  budget: Budget;
  errors: {
    journal: string | null;
    journalCount: number;
    home: string | null;
    homeCount: number;
    /** Stream position of a record that does not verify. */
    damagedAt: string | null;
  };
  flush: { runs: number; last_ms: number; worst_ms: number; last_bytes: number };
  /** How long ago the threads last turned round. */
  threads: { journal_ms: number; home_ms: number };
}

const LINE_BYTES_MAX = 64 * 1024;

/** Sends one request to the keeper behind `socketPath` and returns its reply. */
export function askKeeper(
  socketPath: string,
  request: KeeperRequest,
  timeout_ms = 10_000,
): Promise<Record<string, unknown>> {
  return askControl(socketPath, request, timeout_ms);
}

/** Sends one request to any control socket of this kind and returns the reply. */
export function askControl(
  socketPath: string,
  request: string,
  timeout_ms = 10_000,
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    let text = "";
    socket.setTimeout(timeout_ms, () => socket.destroy(new Error(`${request}: no reply`)));
    socket.on("connect", () => socket.write(`${JSON.stringify({ request })}\n`));
    socket.on("data", (chunk) => {
      text += chunk;
      if (text.length > LINE_BYTES_MAX) socket.destroy(new Error(`${request}: reply too long`));
      if (!text.includes("\n")) return;
      socket.end();
      resolve(JSON.parse(text));
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`${request}: the other side hung up`)));
  });
}
