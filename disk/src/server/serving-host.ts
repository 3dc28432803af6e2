/** The serving thread as the main thread sees it. */
import { MessageChannel, Worker } from "node:worker_threads";
import type { Logger } from "pino";
import { WakeEvent } from "../linux/index.js";
import { Counters } from "./counters.js";
import type { ServingData, ToMain, ToServing } from "./messages.js";
import type { TlsGateway } from "./tls.js";

/** What to serve. */
export type Served = Pick<ServingData, "exports" | "defaultExport" | "listeners" | "limits">;

export interface ServingHostOptions {
  tls: TlsGateway | undefined;
  log: Logger;
  /** The thread died: nobody is served any more. */
  fatal(error: Error): void;
}

export class ServingHost {
  readonly counters = new Counters();
  readonly #log: Logger;
  readonly #tls: TlsGateway | undefined;
  readonly #wake = new WakeEvent();
  readonly #worker: Worker;
  readonly #serving: Promise<void>;
  readonly #stopped: Promise<void>;
  /** The first is ours, the second the thread's. */
  readonly #ports = new MessageChannel();
  #told = false;

  /** Starts the thread, which serves when it is told what. */
  constructor(options: ServingHostOptions) {
    const { log, tls, fatal } = options;
    this.#log = log;
    this.#tls = tls;
    this.#worker = new Worker(new URL("./serving-thread.js", import.meta.url), {
      // Next to nothing of a request survives it, so a small nursery is as fast as a large one.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    this.#serving = this.#until("serving");
    this.#stopped = this.#until("stopped");
    // It may die while nobody waits for either; `fatal` hears of it in any case.
    for (const promise of [this.#serving, this.#stopped]) promise.catch(() => {});
    this.#worker.on("error", fatal);
    this.#ports.port1.on("message", (message: ToMain) => this.#message(message));
  }

  /** Resolves when clients are served; rejects if the thread cannot start. */
  serve(served: Served): Promise<void> {
    const counters = this.counters.memory;
    const data: ServingData = { ...served, wakeFd: this.#wake.fd, counters };
    const port = this.#ports.port2;
    this.#worker.postMessage({ ...data, port }, [port]);
    this.#told = true;
    return this.#serving;
  }

  #until(kind: ToMain["kind"]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#ports.port1.on("message", (message: ToMain) => {
        if (message.kind === kind) resolve();
      });
      this.#worker.once("error", reject);
      this.#worker.once("exit", () => resolve());
    });
  }

  #message(message: ToMain): void {
    if (message.kind === "log") this.#log[message.level](message.detail ?? {}, message.message);
    else if (message.kind === "startTls") void this.#startTls(message.session, message.fd);
  }

  async #startTls(session: number, fd: number): Promise<void> {
    try {
      const secured = await this.#tls!.secure(fd);
      this.#log.info({ client: secured.client }, "a client is connected by TLS");
      this.#post({ kind: "secured", session, fd: secured.fd });
    } catch (error) {
      this.#log.warn({ reason: (error as Error).message }, "TLS failed");
      this.#post({ kind: "tlsFailed", session });
    }
  }

  #post(message: ToServing): void {
    this.#ports.port1.postMessage(message);
    this.#wake.signal();
  }

  /** Takes no new clients, answers what is in hand, and ends the thread. */
  async stop(grace_ms: number): Promise<void> {
    try {
      if (!this.#told) return;
      this.#post({ kind: "stop", grace_ms });
      await this.#stopped;
    } finally {
      await this.#worker.terminate();
      this.#ports.port1.close();
    }
  }
}
