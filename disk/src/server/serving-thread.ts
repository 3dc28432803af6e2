/**
 * The thread that serves clients: waits to be told what, opens its exports, then runs the loop
 * until it is stopped. It is started, and loads what is imported here, while the keeper starts.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type MessagePort, parentPort } from "node:worker_threads";
import { attachLog } from "./attach-log.js";
import { BytesInFlight } from "./bytes-in-flight.js";
import { Counters } from "./counters.js";
import { DirectDisk } from "./direct-disk.js";
import type { Disk } from "./disk.js";
import type { SharedExport } from "./exports.js";
import { JobPool } from "./job-pool.js";
import { LogDisk } from "./log-disk.js";
import type { ServingData } from "./messages.js";
import { persistVault } from "./persistent-vault.js";
import { Serving } from "./serving.js";
import { TransferBuffers } from "./transfer-buffers.js";
import { UnsafeDisk } from "./unsafe-disk.js";

assert(parentPort !== null);
const [data] = (await once(parentPort, "message")) as [ServingData & { port: MessagePort }];
const inFlight = new BytesInFlight(data.limits.inFlightBytesMax);
const buffers = new TransferBuffers(inFlight);

new Serving({
  ...data,
  disks: data.exports.map(openDisk),
  inFlight,
  counters: new Counters(data.counters),
}).run();

function openDisk(shared: SharedExport): Disk {
  const { info, mode } = shared;
  if (mode === "unsafe") return new UnsafeDisk(info, shared.path, buffers);
  const jobs = new JobPool(shared.jobs, shared.jobsWakeFd);
  if (mode === "write-through") return new DirectDisk(info, jobs, buffers);
  const attached = attachLog(shared.vaultDirectory);
  const persist = shared.persistent ? persistVault(attached.log, attached.ringSectors) : undefined;
  return new LogDisk({ info, ...attached, persist, jobs, buffers });
}
