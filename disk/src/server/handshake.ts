/**
 * One client that is still negotiating: its socket, and the protocol's own state machine.
 *
 * It has until its deadline, and a client that does not fetch the answers gets no more of them.
 */
import { AGAIN, CLOSED, pinned, READABLE, receive, WRITABLE } from "../linux/index.js";
import { type Agreement, Negotiation, type Policy } from "../nbd/serving/index.js";
import { OutputQueue } from "./output-queue.js";

const SCRATCH_BYTES = 64 * 1024;
const scratch = pinned(SCRATCH_BYTES);

/** What a handshake has come to. */
export type HandshakeResult =
  | { kind: "continue" }
  | { kind: "close"; reason: string }
  /** The answer is sent; the socket is to be handed to TLS. */
  | { kind: "startTls" }
  /** Transmission begins with the `leftover` bytes. */
  | { kind: "transmission"; agreement: Agreement; leftover: Uint8Array };

const CONTINUE: HandshakeResult = { kind: "continue" };

export class Handshake {
  fd: number;
  readonly deadline_ms: number;
  readonly #negotiation: Negotiation;
  readonly #output = new OutputQueue();
  /** What comes after the output is sent. */
  #next: HandshakeResult = CONTINUE;

  constructor(fd: number, policy: Policy, deadline_ms: number) {
    this.fd = fd;
    this.deadline_ms = deadline_ms;
    this.#negotiation = new Negotiation(policy);
    this.#output.pushCopy(this.#negotiation.greeting());
  }

  get interest(): number {
    return this.#output.isEmpty ? READABLE : WRITABLE;
  }

  /** TLS is up, on another descriptor. */
  secured(fd: number): void {
    this.fd = fd;
    this.#next = CONTINUE;
    this.#negotiation.secured();
  }

  shutDown(): void {
    this.#negotiation.shutDown();
  }

  /** Goes on as far as the socket lets it. */
  proceed(): HandshakeResult {
    const result = this.#send();
    if (result.kind !== "continue" || !this.#output.isEmpty) return result;
    const count = receive(this.fd, scratch.address, SCRATCH_BYTES);
    if (count === AGAIN) return CONTINUE;
    if (count === CLOSED) return { kind: "close", reason: "the client left" };
    const step = this.#negotiation.receive(scratch.bytes.subarray(0, count));
    for (const bytes of step.send) this.#output.pushCopy(bytes);
    this.#next = keep(step.outcome);
    return this.#send();
  }

  #send(): HandshakeResult {
    const flushed = this.#output.flush(this.fd);
    if (flushed === CLOSED) return { kind: "close", reason: "the client left" };
    return flushed ? this.#next : CONTINUE;
  }
}

/** The leftover outlives the scratch only if it is copied. */
function keep(outcome: HandshakeResult): HandshakeResult {
  if (outcome.kind !== "transmission") return outcome;
  return { ...outcome, leftover: Uint8Array.from(outcome.leftover) };
}
