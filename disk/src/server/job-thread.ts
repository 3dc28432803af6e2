/** A thread that does the jobs of a `JobTable` on a backing of its own, one after the other. */
import { workerData } from "node:worker_threads";
import { type Backing, type BackingSpec, openBacking } from "../backing/index.js";
import { SystemError, WakeEvent } from "../linux/index.js";

import { JOB_EXTENTS_MAX, JobKind, JobTable, type JobTableMemory } from "./job-table.js";

export interface JobThreadData {
  table: JobTableMemory;
  /** The descriptor of the serving thread's wake event. */
  wakeFd: number;
  home: BackingSpec;
}

const data = workerData as JobThreadData;
const table = new JobTable(data.table);
const wake = new WakeEvent(data.wakeFd);
const backing = openBacking(data.home);

for (let slot = table.take(); slot !== undefined; slot = table.take()) {
  table.finish(slot, run(backing, slot));
  wake.signal();
}
backing.close();

function run(home: Backing, slot: number): number {
  try {
    perform(home, slot);
    return 0;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return error.errno;
  }
}

function perform(home: Backing, slot: number): void {
  const { kind, address, length, offset } = table.job(slot);
  if (kind === JobKind.read) home.read(address, length, offset);
  else if (kind === JobKind.write) home.write(address, length, offset);
  else if (kind === JobKind.sync) home.sync();
  else if (kind === JobKind.zero) home.zero(offset, length, false);
  else if (kind === JobKind.zeroKeep) home.zero(offset, length, true);
  else reportExtents(home, slot, offset, length);
}

function reportExtents(home: Backing, slot: number, offset: number, length: number): void {
  const found = home.extents(offset, length).slice(0, JOB_EXTENTS_MAX);
  const room = table.extents(slot);
  room[0] = found.length;
  found.forEach((extent, index) => {
    room[1 + 2 * index] = extent.length;
    room[2 + 2 * index] = extent.allocated ? 1 : 0;
  });
}
