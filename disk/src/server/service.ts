/**
 * The service: exports with their keepers, the serving thread, the listeners, control, metrics.
 *
 * Starting is all or nothing, and nothing listens before every disk can be served. Stopping takes
 * no new clients, answers what is in hand, then has the keepers bring everything home. If a thread
 * dies the service fails as a whole: the vaults keep what was acknowledged, and whoever supervises
 * the process starts it anew.
 */
import { rmSync } from "node:fs";
import type { Server } from "node:http";
import type { Logger } from "pino";
import { askKeeper, type KeeperRequest } from "../keeper/protocol/index.js";
import { boundPort, closeSocket, isInternet, notify } from "../linux/index.js";
import { vaultPaths } from "../vault/index.js";
import { type TlsOptions, tcpPolicy } from "./access.js";
import { type ControlHandlers, ControlSocket } from "./control-socket.js";
import { ExportHost, type ExportOptions } from "./export-host.js";
import { type ListeningOptions, openListeners, requireDirectory } from "./listeners.js";
import type { ListenerOptions, ServingLimits } from "./messages.js";
import type { MetricsOptions } from "./metrics.js";
import { ServingHost } from "./serving-host.js";
import type { TlsGateway } from "./tls.js";

export interface ServiceOptions extends ListeningOptions {
  exports: ExportOptions[];
  controlPath?: string;
  metrics?: MetricsOptions;
  limits?: Partial<ServingLimits>;
  log?: Logger;
}

export const DEFAULT_LIMITS: ServingLimits = {
  connectionsMax: 2048,
  handshakeTimeout_ms: 10_000,
  inFlightBytesMax: 64 * 1024 * 1024,
};

/** Time for answers that are still owed when the service stops. */
const GRACE_ms = 5000;
const WATCHDOG_ms = 5000;

/** A running service. */
export class Service {
  /** Rejects when the service has failed and the process should end; never resolves. */
  readonly failed: Promise<never>;
  readonly #options: ServiceOptions;
  readonly #log: Logger;
  readonly #hosts: ExportHost[];
  #serving: ServingHost | undefined;
  #tls: TlsGateway | undefined;
  #control: ControlSocket | undefined;
  #metrics: Server | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  readonly #listeners: ListenerOptions[] = [];
  #started = false;
  #stopping: Promise<void> | undefined;
  #fail: (error: Error) => void = () => {};

  constructor(options: ServiceOptions, log: Logger) {
    this.#options = options;
    this.#log = log;
    this.#hosts = options.exports.map((one) => new ExportHost(one, this.#log));
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch((error: Error) => this.#log.fatal({ err: error }, "the service failed"));
  }

  async start(): Promise<void> {
    const { tls, limits = {}, controlPath, metrics } = this.#options;
    const all = { ...DEFAULT_LIMITS, ...limits };
    this.#checkAccess();
    if (tls !== undefined) this.#tls = await openTls(tls, all);
    try {
      // Its thread loads its code while the keepers start.
      const serving = new ServingHost({ tls: this.#tls, log: this.#log, fatal: this.#fail });
      this.#serving = serving;
      for (const host of this.#hosts) await host.start(this.#fail);
      for (const listener of openListeners(this.#options)) this.#listeners.push(listener);
      await serving.serve({
        exports: this.#hosts.map((host) => host.shared),
        defaultExport: this.#options.exports[0]?.name ?? null,
        listeners: this.#listeners,
        limits: all,
      });
      for (const host of this.#hosts) host.startOtherReaders(this.#fail);
      if (controlPath !== undefined)
        this.#control = new ControlSocket(controlPath, this.#controlHandlers());
      if (metrics !== undefined) this.#metrics = await this.#serveMetrics(metrics);
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#started = true;
    this.#tellManager();
  }

  /** Refuses before anything is opened what must not listen. */
  #checkAccess(): void {
    const { tcp, tls, socketPath, controlPath } = this.#options;
    if (tcp !== undefined) tcpPolicy(tcp, tls);
    for (const path of [socketPath, controlPath]) if (path !== undefined) requireDirectory(path);
  }

  /** The port of the TCP listener. */
  get port(): number | undefined {
    const listener = this.#listeners.find(({ fd }) => isInternet(fd));
    return listener && boundPort(listener.fd);
  }

  #controlHandlers(): ControlHandlers {
    return {
      status: () => this.status(),
      "power-fail": () => this.#askKeepers("power-fail"),
      "power-back": () => this.#askKeepers("power-back"),
      drain: () => this.#askKeepers("drain"),
      stop: () => {
        setImmediate(() => void this.stop());
        return {};
      },
    };
  }

  async #askKeepers(request: KeeperRequest): Promise<object> {
    const ours = this.#hosts.filter((host) => host.mode === "ashlar");
    const replies = await Promise.all(
      ours.map(async (host) => {
        const { keeperSocket } = vaultPaths(host.options.keeper.vaultDirectory);
        return [host.options.name, await askKeeper(keeperSocket, request)] as const;
      }),
    );
    return { exports: Object.fromEntries(replies) };
  }

  /** Counts of the server, and every keeper's status. */
  async status(): Promise<object> {
    const exports = await Promise.all(
      this.#hosts.map(async (host) => ({
        name: host.options.name,
        mode: host.mode,
        bytes: host.shared.info.bytes,
        readOnly: host.shared.info.readOnly,
        keeperRestarts: host.keeperRestarts,
        keeper: await host.keeper?.status().catch((error: Error) => ({ error: error.message })),
      })),
    );
    return { pid: process.pid, server: this.#serving?.counters.snapshot(), exports };
  }

  async #serveMetrics(options: MetricsOptions): Promise<Server> {
    const { metricsRegistry, serveMetrics } = await import("./metrics.js");
    const registry = metricsRegistry({
      counters: () => this.#serving!.counters.snapshot(),
      controls: () =>
        new Map(
          this.#hosts.flatMap((host) =>
            host.control === undefined ? [] : [[host.options.name, host.control] as const],
          ),
        ),
    });
    return serveMetrics(options, registry);
  }

  #tellManager(): void {
    notify("READY=1");
    this.#watchdog = setInterval(() => notify("WATCHDOG=1"), WATCHDOG_ms);
    this.#watchdog.unref();
  }

  /** Stops serving, brings everything home, ends. Calling it again waits for the same end. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    notify("STOPPING=1");
    clearInterval(this.#watchdog);
    await this.#serving?.stop(GRACE_ms).catch(this.#fail);
    this.#tls?.close();
    for (const listener of this.#listeners) closeSocket(listener.fd);
    await Promise.all(this.#hosts.map((host) => host.stop()));
    this.#metrics?.close();
    this.#control?.close();
    this.#removeSockets();
    if (this.#started) this.#log.info("stopped; everything is home");
  }

  /** Those that this one has made: where it was refused, another may serve at them. */
  #removeSockets(): void {
    const { socketPath, controlPath } = this.#options;
    const made = [this.#listeners.length > 0 && socketPath, this.#control && controlPath];
    for (const path of made) if (path) rmSync(path, { force: true });
  }
}

/** What only some services need is loaded only for them: a start takes less than a second. */
async function openTls(tls: TlsOptions, limits: ServingLimits): Promise<TlsGateway> {
  const { TlsGateway } = await import("./tls.js");
  return new TlsGateway(tls, limits.handshakeTimeout_ms);
}

/** Starts a service; resolves when it serves. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const log = options.log ?? (await import("pino")).pino({ level: "silent" });
  const service = new Service(options, log);
  await service.start();
  return service;
}
