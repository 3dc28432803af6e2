/** The server: `startService` runs exports with their keepers until it is stopped. */
export type { TcpOptions, TlsOptions } from "./access.js";
export type { ExportOptions } from "./export-host.js";
export { DISK_MODES, type DiskMode } from "./exports.js";
export type { MetricsOptions } from "./metrics.js";
export { DEFAULT_LIMITS, type Service, type ServiceOptions, startService } from "./service.js";
