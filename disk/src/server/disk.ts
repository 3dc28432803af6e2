/**
 * What the serving loop needs of a disk. The log is one; the modes that benchmarks compare it
 * with are others.
 *
 * A disk never blocks: it carries a request out, or takes it and answers later, or says `WAIT`
 * and has changed nothing. Requests have been judged by the protocol's rules before.
 */
import type { ExportInfo, Request } from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import type { Staging } from "./staging.js";

/** Carried out, or in hand: the reply is or will be the disk's business. Any positive result is
 * the NBD error that the caller has to answer with. */
export const TAKEN = 0;
/** Nothing has changed: offer the same request again after a `tick` that returns true. */
export const WAIT = -1;

/** Of a WRITE, the part of its payload at hand; a long one comes in several, in order. */
export interface Piece {
  /** Where the bytes are in the staging memory. */
  source: number;
  /** Place on the disk. */
  offset: number;
  length: number;
  /** No more follows: the request may be answered. */
  last: boolean;
}

export interface Disk {
  readonly info: ExportInfo;
  readonly staging: Staging;
  /** Descriptors whose readiness means that `tick` has something to do. */
  readonly wakeFds: readonly number[];
  write(connection: Connection, request: Request, piece: Piece): number;
  /** Everything but WRITE and DISC. */
  execute(connection: Connection, request: Request): number;
  /** Makes what was appended count. */
  publish(): void;
  /** Puts every reply that `connection` has earned into its output. */
  settle(connection: Connection): void;
  /** Takes in what happened elsewhere; returns whether connections that wait may go on. */
  tick(): boolean;
  /** Before the loop sleeps: whether some connection waits, and is to be woken for. */
  expect(waiting: boolean): void;
  /** Clears the readiness of a wake descriptor. */
  woken(fd: number): void;
  /** Enters a little of the memory that was not entered at the start; whether there is more. */
  enterPages?(): boolean;
  close(): void;
}
