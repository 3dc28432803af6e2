/** Prometheus metrics, over a Unix socket or a loopback port, only where asked for. */
import { createServer, type Server } from "node:http";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { Gauge, Registry } from "prom-client";
import { listenTcp, listenUnix } from "../linux/index.js";
import type { Control, WordName } from "../vault/index.js";
import type { CountName } from "./counters.js";

export interface MetricsOptions {
  /** A Unix socket, 0600; or else `port` on 127.0.0.1. */
  path?: string;
  port?: number;
}

/** Where the numbers come from. */
export interface MetricsSource {
  counters(): Record<CountName, number>;
  /** The control pages by export. */
  controls(): ReadonlyMap<string, Control>;
}

/** Differences of stream positions, in bytes. */
const DISTANCES: Readonly<Record<string, { from: WordName; to: WordName; help: string }>> = {
  ashlar_unjournaled_bytes: {
    from: "journaled",
    to: "head",
    help: "Bytes of the log that the journal does not hold yet",
  },
  ashlar_not_home_bytes: {
    from: "released",
    to: "head",
    help: "Bytes of the log that the disk does not hold yet",
  },
  ashlar_unacknowledged_bytes: {
    from: "acknowledged",
    to: "head",
    help: "Bytes of the log that clients do not know of yet",
  },
};

/** Words of the control page as they are. */
const WORDS: Readonly<Record<string, { word: WordName; help: string }>> = {
  ashlar_budget_bytes: {
    word: "budgetBytes",
    help: "What may be acknowledged before it is journaled",
  },
  ashlar_journal_bytes_total: { word: "journalBytes", help: "Bytes written to the journal" },
  ashlar_journal_syncs_total: { word: "journalSyncs", help: "Syncs of the journal" },
  ashlar_journal_errors_total: { word: "journalErrors", help: "Errors of the journal" },
  ashlar_home_bytes_total: { word: "homeBytes", help: "Bytes written home" },
  ashlar_home_syncs_total: { word: "homeSyncs", help: "Syncs of the disk" },
  ashlar_home_errors_total: { word: "homeErrors", help: "Errors of the disk" },
  ashlar_power_state: { word: "power", help: "0 normal, 1 failing, 2 flushed" },
  ashlar_flush_worst_ns: { word: "flushWorst_ns", help: "Longest emergency flush" },
};

/** The registry: everything is read when it is asked for. */
export function metricsRegistry(source: MetricsSource): Registry {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: "ashlar_server",
    help: "Counts of the server, by what they count",
    labelNames: ["count"],
    registers,
    collect() {
      for (const [count, value] of Object.entries(source.counters())) this.set({ count }, value);
    },
  });
  const gauge = (name: string, help: string, value: (control: Control) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ["export"],
      registers,
      collect() {
        for (const [label, control] of source.controls())
          this.set({ export: label }, value(control));
      },
    });
  for (const [name, { from, to, help }] of Object.entries(DISTANCES))
    gauge(name, help, (page) => Number(page.get(to) - page.get(from)) * SECTOR_BYTES);
  for (const [name, { word, help }] of Object.entries(WORDS))
    gauge(name, help, (page) => Number(page.get(word)));
  return registry;
}

/** Serves the registry at `/metrics`. */
export function serveMetrics(options: MetricsOptions, registry: Registry): Server {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  const { path, port = 0 } = options;
  const fd = path === undefined ? listenTcp("127.0.0.1", port) : listenUnix(path, { mode: 0o600 });
  server.listen({ fd });
  return server;
}
