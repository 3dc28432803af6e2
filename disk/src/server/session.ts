/**
 * One client in the loop, from its first byte to its last: a handshake, then a connection.
 * TLS lies in between: the main thread has the socket then, and the session waits for another.
 */
import { BROKEN, closeSocket } from "../linux/index.js";
import type { Agreement } from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import { Depth } from "./depth.js";
import type { Handshake } from "./handshake.js";
import type { Handler, Loop } from "./loop.js";

/** What a session needs of the server that it belongs to. */
export interface SessionHost {
  readonly loop: Loop;
  /** The negotiation has ended well. */
  connect(fd: number, agreement: Agreement): Connection;
  /** The main thread is to start TLS on `fd`, which is the main thread's from now on. */
  startTls(session: Session, fd: number): void;
  /** Whether the session waits for its disk has changed. */
  waiting(session: Session, connection: Connection): void;
  ended(session: Session, reason: string): void;
}

/** So many requests are enough for one turn: then they are published and answered. */
const GATHERED_ENOUGH = 16;

/** While TLS is being started the session has no socket of its own. */
const NO_FD = -1;

export class Session implements Handler {
  readonly #host: SessionHost;
  #fd: number;
  #handshake: Handshake | undefined;
  #connection: Connection | undefined;
  #tag: number | undefined;
  readonly #depth = new Depth();
  #interest = 0;
  #waits = false;
  #closed = false;

  constructor(host: SessionHost, fd: number, handshake: Handshake) {
    this.#host = host;
    this.#fd = fd;
    this.#handshake = handshake;
    this.#watch(handshake.interest);
  }

  /** Undefined before transmission. */
  get connection(): Connection | undefined {
    return this.#connection;
  }

  ready(events: number): void {
    if (this.#connection !== undefined) this.#transmit(this.#connection, events);
    else if (this.#handshake !== undefined) this.#negotiate(this.#handshake);
  }

  #negotiate(handshake: Handshake): void {
    const result = handshake.proceed();
    if (result.kind === "close") this.end(result.reason);
    else if (result.kind === "continue") this.#watch(handshake.interest);
    else if (result.kind === "transmission") this.#begin(result.agreement, result.leftover);
    else {
      this.#unwatch();
      const fd = this.#fd;
      this.#fd = NO_FD;
      this.#host.startTls(this, fd);
    }
  }

  #begin(agreement: Agreement, leftover: Uint8Array): void {
    this.#handshake = undefined;
    this.#connection = this.#host.connect(this.#fd, agreement);
    this.#connection.preload(leftover);
    this.resume();
  }

  /** TLS is up, or has failed (undefined); the session's former socket belongs to TLS. */
  secured(fd: number | undefined): void {
    if (this.#closed) {
      if (fd !== undefined) closeSocket(fd);
    } else if (fd === undefined) {
      this.end("TLS failed");
    } else {
      this.#fd = fd;
      this.#handshake?.secured(fd);
      this.#watch(this.#handshake?.interest ?? 0);
    }
  }

  #transmit(connection: Connection, events: number): void {
    connection.written();
    if (connection.readsOn) this.#gather(connection);
    else if ((events & BROKEN) !== 0) connection.closed = true;
    this.#finishTurn(connection);
  }

  /** Takes in what a client with several requests in the air has sent meanwhile, too. Served one
   * by one they would wake it, and us, once for each. */
  #gather(connection: Connection): void {
    const before = connection.served;
    while (connection.read() && connection.readsOn && !connection.closed) {
      const served = connection.served - before;
      if (served === 0 || served >= GATHERED_ENOUGH || !this.#depth.isLikely(served)) break;
    }
    this.#depth.learn(connection.served - before);
  }

  /** Goes on with what waited for the disk or for memory. */
  resume(): void {
    if (this.#connection === undefined || this.#closed) return;
    if (!this.#connection.hasOutput) this.#connection.resume();
    this.#finishTurn(this.#connection);
  }

  #finishTurn(connection: Connection): void {
    connection.disk.publish();
    connection.disk.settle(connection);
    connection.flush();
    if (connection.closed) this.end("the client left");
    else if (connection.ending && connection.isDone) this.end("the client disconnected");
    else {
      const waits = connection.isWaiting;
      if (waits !== this.#waits) this.#host.waiting(this, connection);
      this.#waits = waits;
      this.#watch(connection.interest);
    }
  }

  /** Whether a handshake has lasted too long. */
  isOverdue(now_ms: number): boolean {
    return this.#handshake !== undefined && now_ms > this.#handshake.deadline_ms;
  }

  /** Takes no more requests; ends once all is answered. */
  shutDown(): void {
    this.#handshake?.shutDown();
    if (this.#connection === undefined) return;
    this.#connection.ending = true;
    this.#finishTurn(this.#connection);
  }

  end(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unwatch();
    this.#connection?.release();
    if (this.#fd !== NO_FD) closeSocket(this.#fd);
    this.#host.ended(this, reason);
  }

  #watch(interest: number): void {
    if (this.#tag === undefined) this.#tag = this.#host.loop.add(this.#fd, interest, this);
    else if (interest !== this.#interest) this.#host.loop.modify(this.#fd, interest, this.#tag);
    this.#interest = interest;
  }

  #unwatch(): void {
    if (this.#tag !== undefined) this.#host.loop.remove(this.#fd, this.#tag);
    this.#tag = undefined;
  }
}
