/**
 * A thread that does the jobs of a `JobTable` on a backing of its own, one after the other.
 *
 * A read delays whatever the keeper wants of the same device, above all a flush when the power
 * fails. So beside a keeper reads go in slices, are counted in the control page, and wait while the
 * power is not normal: then at most one slice of each thread is in the keeper's way.
 */
import { workerData } from "node:worker_threads";
import { type Backing, type BackingSpec, openBacking } from "../backing/index.js";
import { SystemError, sleepThread, WakeEvent } from "../linux/index.js";
import { type Control, openVault, Power, READ_SLICE_BYTES } from "../vault/index.js";
import { JOB_EXTENTS_MAX, JobKind, JobTable, type JobTableMemory } from "./job-table.js";

export interface JobThreadData {
  table: JobTableMemory;
  /** The descriptor of the serving thread's wake event. */
  wakeFd: number;
  home: BackingSpec;
  /** Of the keeper whose device this is; undefined: there is none. */
  vaultDirectory?: string | undefined;
}

const data = workerData as JobThreadData;
const table = new JobTable(data.table);
const wake = new WakeEvent(data.wakeFd);
const POWER_POLL_ms = 1;

// There are jobs only when there is a disk, and beside a keeper a vault.
let slot = table.take();
if (slot !== undefined) {
  const backing = openBacking(data.home);
  const control = data.vaultDirectory === undefined ? undefined : openControl(data.vaultDirectory);
  for (; slot !== undefined; slot = table.take()) {
    table.finish(slot, run(backing, control, slot));
    wake.signal();
  }
  backing.close();
}

function openControl(directory: string): Control {
  const vault = openVault(directory);
  const page = vault.mapControl();
  vault.close();
  return page;
}

function run(home: Backing, control: Control | undefined, slot: number): number {
  try {
    perform(home, control, slot);
    return 0;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return error.errno;
  }
}

function perform(home: Backing, control: Control | undefined, slot: number): void {
  const { kind, address, length, offset } = table.job(slot);
  if (kind === JobKind.read && control !== undefined)
    readSlices(home, control, address, length, offset);
  else if (kind === JobKind.read) home.read(address, length, offset);
  else if (kind === JobKind.write) home.write(address, length, offset);
  else if (kind === JobKind.sync) home.sync();
  else if (kind === JobKind.zero) home.zero(offset, length, false);
  else if (kind === JobKind.zeroKeep) home.zero(offset, length, true);
  else reportExtents(home, slot, offset, length);
}

function readSlices(
  home: Backing,
  page: Control,
  address: number,
  length: number,
  offset: number,
): void {
  for (let done = 0; done < length; done += READ_SLICE_BYTES) {
    const slice = Math.min(READ_SLICE_BYTES, length - done);
    awaitPower(page);
    page.add("readsStarted", 1n);
    try {
      home.read(address + done, slice, offset + done);
    } finally {
      page.add("readsEnded", 1n);
    }
  }
}

/** The client waits too, until the power is back; one that goes away meanwhile gets an answer that
 * nobody hears. */
function awaitPower(page: Control): void {
  while (page.get("power") !== Power.normal && !table.isStopped) sleepThread(POWER_POLL_ms);
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
