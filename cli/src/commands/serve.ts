/** `ashlar serve`: disks over NBD, each with its keeper, until a signal stops it. */
import { basename } from "node:path";
import type { server } from "@ashlar/disk";
import { startService } from "@ashlar/disk/service";
import { pino } from "pino";
import type { DiskOptions } from "../disk-options.js";
import { keeperOptions } from "../keeper-options.js";
import { isRotational } from "../rotational.js";

export interface ServeOptions extends DiskOptions {
  export?: string;
  mode?: server.DiskMode;
  readOnly?: boolean;
  readers?: number;
  socket?: string;
  socketGroup?: string;
  socketActivation?: boolean;
  listen?: { host: string; port: number };
  insecure?: boolean;
  tlsCertificate?: string;
  tlsKey?: string;
  tlsClientAuthority?: string;
  control?: string;
  metricsSocket?: string;
  metricsPort?: number;
  maxConnections?: number;
  logLevel: string;
}

/** Serves until SIGTERM or SIGINT, then drains; rejects when the service fails. */
export async function serve(disks: readonly string[], options: ServeOptions): Promise<void> {
  const log = pino(
    { name: "server", level: options.logLevel },
    pino.destination({ dest: 2, sync: true }),
  );
  const service = await startService({ ...serviceOptions(disks, options), log });
  log.info({ disks, socket: options.socket, port: service.port }, "serving");
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.on(signal, () => {
        log.info({ signal }, "stopping");
        void service.stop().then(resolve);
      });
  });
  await Promise.race([stopped, service.failed]);
}

/** The service's options, from the command line's. */
export function serviceOptions(
  disks: readonly string[],
  options: ServeOptions,
): server.ServiceOptions {
  const { listen, insecure, metricsSocket, metricsPort, maxConnections } = options;
  const metrics = metricsSocket ? { path: metricsSocket } : metricsPort && { port: metricsPort };
  return {
    exports: disks.map((disk) => exportOptions(disk, disks.length > 1, options)),
    ...(options.socket === undefined ? {} : { socketPath: options.socket }),
    ...(options.socketGroup === undefined ? {} : { socketGroup: options.socketGroup }),
    ...(listen === undefined ? {} : { tcp: { ...listen, insecure: insecure ?? false } }),
    ...tlsOptions(options),
    socketActivation: options.socketActivation ?? false,
    ...(options.control === undefined ? {} : { controlPath: options.control }),
    ...(metrics ? { metrics } : {}),
    ...(maxConnections === undefined ? {} : { limits: { connectionsMax: maxConnections } }),
  };
}

/** One disk is the default export and keeps its plain name; several are told apart by file. */
function exportOptions(
  disk: string,
  several: boolean,
  options: ServeOptions,
): server.ExportOptions {
  const name = several ? basename(disk).replace(/\.(img|raw)$/, "") : (options.export ?? "");
  const own: DiskOptions = several ? { ...options, ...withName(options, name) } : options;
  return {
    name,
    mode: options.mode ?? "ashlar",
    readOnly: options.readOnly ?? false,
    readers: options.readers ?? readersOf(disk, options),
    keeper: keeperOptions(disk, own),
  };
}

const READERS = 4;
/** Each read in flight on a hard disk delays an emergency flush by a rotation and more, and one
 * arm serves one read at a time anyway. */
const READERS_ROTATIONAL = 1;

/** Only where the power's warning counts are fewer reads at once worth it. */
function readersOf(disk: string, options: ServeOptions): number {
  const counts = (options.mode ?? "ashlar") === "ashlar" && options.holdUp !== undefined;
  return counts && isRotational(disk, options.model) ? READERS_ROTATIONAL : READERS;
}

/** Several disks cannot share a vault or a journal: each has its own below the named one. */
function withName(options: DiskOptions, name: string): Pick<DiskOptions, "vault" | "journal"> {
  return {
    ...(options.vault === undefined ? {} : { vault: `${options.vault}/${name}` }),
    ...(options.journal === undefined ? {} : { journal: `${options.journal}.${name}` }),
  };
}

function tlsOptions(options: ServeOptions): Pick<server.ServiceOptions, "tls"> {
  const { tlsCertificate: certificate, tlsKey: key, tlsClientAuthority } = options;
  if (certificate === undefined || key === undefined) return {};
  const authority = tlsClientAuthority && { clientAuthority: tlsClientAuthority };
  return { tls: { certificate, key, ...(authority || {}) } };
}
