/**
 * What preparing a start needs of the machine, in one place, so that the simulator can be the
 * machine: its storage, its memory, its clocks.
 */
import { randomBytes } from "node:crypto";
import { Log } from "@ashlar/rapilog";
import { type Backing, openDirectBacking } from "../backing/index.js";
import { type DiskState, type HomeStamp, identifyDisk, type NewLog } from "../journal/index.js";
import { bootIdentity, bootTime_ms, monotonic_ns } from "../linux/index.js";
import { type VaultStore, vaultStore } from "../vault/index.js";
import { stampDisk } from "./home-stamp.js";
import { type JournalStorage, journalStorage } from "./open-journals.js";
import type { KeeperOptions } from "./options.js";

export interface HostClock {
  monotonic_ns(): bigint;
  /** Milliseconds since the epoch. */
  wall_ms(): number;
  /** Identity of this boot, and when it began. */
  bootIdentity(): bigint;
  bootTime_ms(): number;
}

export interface Host {
  clock: HostClock;
  vaults: VaultStore;
  journals: JournalStorage;
  /** Opens the disk and keeps others away from it until that is closed. */
  lockDisk(): Backing;
  /** Who the disk, of `bytes` bytes, is, and when it was last changed. */
  identifyDisk(bytes: number): DiskState;
  /** The disk's time stamps, after a sync of its metadata. */
  stampDisk(): HomeStamp;
  /** The identity of a new stream; positive. */
  newStream(): bigint;
  newLog: NewLog;
}

export const HOST_CLOCK: HostClock = {
  monotonic_ns,
  wall_ms: Date.now,
  bootIdentity,
  bootTime_ms,
};

/** This machine. */
export function thisHost(options: KeeperOptions): Host {
  const { path } = options.disk;
  return {
    clock: HOST_CLOCK,
    vaults: vaultStore(options.vaultDirectory),
    journals: journalStorage,
    // Read-only: finding out whether holes can be punched would move the file's time stamps.
    lockDisk: () => openDirectBacking(path, { lock: true, writable: false }),
    identifyDisk: (bytes) => identifyDisk(path, bytes),
    stampDisk: () => stampDisk(path),
    newStream: () => randomBytes(8).readBigUInt64LE() >> 1n,
    newLog: (options) => new Log(options),
  };
}
