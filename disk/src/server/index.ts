/** The server: `startService` runs exports with their keepers until it is stopped. */
export type { TcpOptions, TlsOptions } from "./access.js";
export { takeUpVault } from "./attach-log.js";
export { BytesInFlight } from "./bytes-in-flight.js";
export { Connection } from "./connection.js";
export { type ControlHandlers, ControlSocket } from "./control-socket.js";
export { Counters } from "./counters.js";
export { type Piece, TAKEN, WAIT } from "./disk.js";
export type { ExportOptions } from "./export-host.js";
export { DISK_MODES, type DiskMode } from "./exports.js";
export { JobPool } from "./job-pool.js";
export { JobTable } from "./job-table.js";
export { LogDisk } from "./log-disk.js";
export type { MetricsOptions } from "./metrics.js";
export { DEFAULT_LIMITS, type Service, type ServiceOptions, startService } from "./service.js";
export { STAGING_BYTES } from "./staging.js";
export { TransferBuffers } from "./transfer-buffers.js";
