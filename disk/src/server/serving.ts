/**
 * The serving thread's server: listeners, sessions, disks, and the line to the main thread.
 *
 * Order of a turn: first the disks take in what moved elsewhere and those who waited for it go
 * on, then each ready client has its turn. A reply is built only after what it acknowledges has
 * been published.
 */

import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { AGAIN, accept, READABLE, SystemError, sendAtOnce, WakeEvent } from "../linux/index.js";
import type { Agreement, Policy } from "../nbd/serving/index.js";
import type { BytesInFlight } from "./bytes-in-flight.js";
import { Connection } from "./connection.js";
import { Count, type Counters } from "./counters.js";
import type { Disk } from "./disk.js";
import { Handshake } from "./handshake.js";
import { Loop, type LoopHooks } from "./loop.js";
import type { ListenerOptions, ServingLimits, ToMain, ToServing } from "./messages.js";
import { Session, type SessionHost } from "./session.js";

export interface ServingOptions {
  disks: readonly Disk[];
  defaultExport: string | null;
  listeners: readonly ListenerOptions[];
  limits: ServingLimits;
  inFlight: BytesInFlight;
  counters: Counters;
  wakeFd: number;
  port: MessagePort;
}

/** Connections taken from one listener per turn. */
const ACCEPTS_PER_TURN = 64;

/** A disk, and the sessions that wait for something from it. */
interface Served {
  readonly disk: Disk;
  readonly waiting: Set<Session>;
}

function resumeWaiting(served: Served): void {
  for (const session of served.waiting) session.resume();
}

export class Serving implements SessionHost, LoopHooks {
  readonly loop = new Loop(this);
  readonly #options: ServingOptions;
  readonly #wake: WakeEvent;
  readonly #sessions = new Set<Session>();
  readonly #served: readonly Served[];
  readonly #securing = new Map<number, Session>();
  readonly #listeners = new Map<number, number>();
  #nextSecuring = 1;
  #accepting = true;
  #stopAt_ms = Number.POSITIVE_INFINITY;
  #releasesSeen = 0;

  constructor(options: ServingOptions) {
    this.#options = options;
    this.#wake = new WakeEvent(options.wakeFd);
    this.#served = options.disks.map((disk) => ({ disk, waiting: new Set() }));
    for (const disk of options.disks) {
      for (const fd of disk.wakeFds) this.loop.add(fd, READABLE, { ready: () => disk.woken(fd) });
    }
    this.loop.add(this.#wake.fd, READABLE, { ready: () => this.#messages() });
    this.#listen();
  }

  /** Serves until it is told to stop. */
  run(): void {
    this.#post({ kind: "serving" });
    this.loop.run();
    for (const disk of this.#options.disks) disk.close();
    this.#post({ kind: "stopped" });
  }

  turn(): void {
    const { inFlight } = this.#options;
    const freed = inFlight.releases !== this.#releasesSeen;
    this.#releasesSeen = inFlight.releases;
    for (let index = 0; index < this.#served.length; index++) {
      const served = this.#served[index]!;
      if (served.disk.tick() || freed) resumeWaiting(served);
    }
  }

  requests(): number {
    return this.#options.counters.requests;
  }

  maySleep(): boolean {
    let mayBe = true;
    for (let index = 0; index < this.#served.length; index++) {
      const served = this.#served[index]!;
      if (served.disk.enterPages?.() === true) mayBe = false;
      const waits = served.waiting.size > 0;
      served.disk.expect(waits);
      // What moved before the disk was told to wake us is seen here.
      if (!waits || !served.disk.tick()) continue;
      resumeWaiting(served);
      mayBe = false;
    }
    return mayBe;
  }

  housekeeping(now_ms: number): void {
    for (const session of this.#sessions)
      if (session.isOverdue(now_ms)) session.end("the handshake took too long");
    if (this.#accepting && this.#listeners.size === 0) this.#listen();
    if (now_ms < this.#stopAt_ms) return;
    for (const session of this.#sessions) session.end("the server stops");
  }

  #stopIfDone(): void {
    if (!this.#accepting && this.#sessions.size === 0) this.loop.stop();
  }

  #listen(): void {
    for (const listener of this.#options.listeners) {
      const tag = this.loop.add(listener.fd, READABLE, { ready: () => this.#accept(listener) });
      this.#listeners.set(listener.fd, tag);
    }
  }

  /** Stops listening for a while; housekeeping begins again. */
  #pauseListening(): void {
    for (const [fd, tag] of this.#listeners) this.loop.remove(fd, tag);
    this.#listeners.clear();
  }

  #accept(listener: ListenerOptions): void {
    for (let taken = 0; taken < ACCEPTS_PER_TURN; taken++) {
      if (this.#sessions.size >= this.#options.limits.connectionsMax) {
        this.#options.counters.add(Count.pausesOfListening);
        this.#pauseListening();
        return;
      }
      const fd = this.#tryAccept(listener);
      if (fd === AGAIN) return;
      this.#begin(fd, listener);
    }
  }

  /** Out of descriptors or memory is no reason to end: those who are connected stay. */
  #tryAccept(listener: ListenerOptions): number {
    try {
      return accept(listener.fd);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#log("warn", "cannot accept a connection", { code: error.code });
      this.#pauseListening();
      return AGAIN;
    }
  }

  #begin(fd: number, listener: ListenerOptions): void {
    sendAtOnce(fd);
    const { limits, counters, disks, defaultExport } = this.#options;
    const exports = disks.map((disk) => disk.info);
    const policy: Policy = { exports, defaultExport, tls: listener.tls };
    const deadline_ms = performance.now() + limits.handshakeTimeout_ms;
    const session = new Session(this, fd, new Handshake(fd, policy, deadline_ms));
    this.#sessions.add(session);
    counters.add(Count.connectionsTotal);
    counters.add(Count.connections);
  }

  connect(fd: number, agreement: Agreement): Connection {
    const disk = this.#options.disks.find((candidate) => candidate.info === agreement.export);
    assert(disk !== undefined);
    return new Connection(fd, disk, agreement, this.#options);
  }

  waiting(session: Session, connection: Connection): void {
    const { waiting } = this.#served.find(({ disk }) => disk === connection.disk)!;
    if (connection.isWaiting) waiting.add(session);
    else waiting.delete(session);
  }

  ended(session: Session, reason: string): void {
    this.#sessions.delete(session);
    for (const { waiting } of this.#served) waiting.delete(session);
    this.#options.counters.add(Count.connections, -1);
    if (reason === "the handshake took too long") this.#log("info", reason);
    this.#stopIfDone();
  }

  startTls(session: Session, fd: number): void {
    const id = this.#nextSecuring++;
    this.#securing.set(id, session);
    this.#post({ kind: "startTls", session: id, fd });
  }

  #messages(): void {
    this.#wake.clear();
    for (;;) {
      const received = receiveMessageOnPort(this.#options.port);
      if (received === undefined) return;
      this.#message(received.message as ToServing);
    }
  }

  #message(message: ToServing): void {
    if (message.kind === "stop") this.#stop(message.grace_ms);
    else {
      const session = this.#securing.get(message.session);
      this.#securing.delete(message.session);
      session?.secured(message.kind === "secured" ? message.fd : undefined);
    }
  }

  #stop(grace_ms: number): void {
    this.#accepting = false;
    this.#pauseListening();
    this.#stopAt_ms = performance.now() + grace_ms;
    for (const session of this.#sessions) session.shutDown();
    this.#stopIfDone();
  }

  #log(level: "info" | "warn", message: string, detail: object = {}): void {
    this.#post({ kind: "log", level, message, detail });
  }

  #post(message: ToMain): void {
    this.#options.port.postMessage(message);
  }
}
