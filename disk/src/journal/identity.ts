/**
 * Rule 6: a journal belongs to one disk, in one state.
 *
 * Replaying a journal over a disk that somebody restored, swapped or changed behind our back
 * destroys it. A file is known by its inode and its time of birth, a device by what its maker or
 * its layer (device mapper, array) calls it, both by their size.
 *
 * Whether a file was changed behind our back shows in its time of modification. While the
 * keeper lives its own home writes move it, so it may be later than what the superblock recorded,
 * but never later than the keeper's last sign of life; and never earlier, because the recorded
 * time was synced to the file with its metadata (a later one may be lost in a power failure).
 *
 * A clean journal holds nothing to replay: it may be used with whatever the disk is now.
 */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import { AshlarError } from "../errors.js";
import type { DiskIdentity, HomeStamp, Superblock } from "./superblock.js";

/** How far a time stamp may be off: clock steps, coarse file system times, a late heartbeat. */
export const STAMP_SLACK_MS = 15_000;

const NS_PER_MS = 1_000_000n;

export interface DiskState {
  disk: DiskIdentity;
  stamp: HomeStamp;
}

/** Who the disk at `path`, of `bytes` bytes, is, and when it was last changed. */
export function identifyDisk(path: string, bytes: number): DiskState {
  const stat = statSync(path, { bigint: true });
  if (stat.isBlockDevice()) {
    const stamp = { mtime_ns: 0n, ctime_ns: 0n };
    return { disk: { kind: "device", id: deviceId(path), bytes }, stamp };
  }
  const id = `inode ${stat.ino} born ${stat.birthtimeNs}`;
  const stamp = { mtime_ns: stat.mtimeNs, ctime_ns: stat.ctimeNs };
  return { disk: { kind: "file", id, bytes }, stamp };
}

/** Attributes that name a device for good, best first; relative to its directory in sysfs. */
const DEVICE_NAMES = [
  "wwid",
  "device/wwid",
  "device/serial",
  "serial",
  "dm/uuid",
  "md/uuid",
  "loop/backing_file",
];

function deviceId(path: string): string {
  const name = basename(realpathSync(path));
  const own = firstAttribute(`/sys/class/block/${name}`);
  if (own) return own;
  const partition = attribute(`/sys/class/block/${name}/partition`);
  const whole = partition && firstAttribute(`/sys/class/block/${name}/..`);
  return whole ? `${whole} partition ${partition}` : `name ${name}`;
}

function firstAttribute(directory: string): string | undefined {
  for (const name of DEVICE_NAMES) {
    const value = attribute(`${directory}/${name}`);
    if (value) return `${name} ${value}`.slice(0, 200);
  }
  return undefined;
}

function attribute(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}

/** What is known about the time between the last superblock and now. */
export interface IdentityContext {
  /** The identity of this boot. */
  boot: bigint;
  bootTime_ms: number;
  /** The keeper's last sign of life in this boot, where the vault still tells; wall clock. */
  lastBeat_ms?: number;
}

/** `match`: go on. `adopt`: the disk changed, but nothing is to be replayed. `refuse`: rule 6. */
export type IdentityVerdict =
  | { kind: "match" }
  | { kind: "adopt"; reason: string }
  | { kind: "refuse"; reason: string };

/** Whether the disk as it is now is the one that the journal was written for. */
export function judgeIdentity(
  superblock: Superblock,
  now: DiskState,
  context: IdentityContext,
): IdentityVerdict {
  const reason = superblock.clean
    ? (differentDisk(superblock, now) ?? differentStamp(superblock.stamp, now.stamp))
    : (differentDisk(superblock, now) ?? changedBehindOurBack(superblock, now, context));
  if (!reason) return { kind: "match" };
  return { kind: superblock.clean ? "adopt" : "refuse", reason };
}

/** Throws `journal-other-disk` where replay must be refused. */
export function requireIdentity(verdict: IdentityVerdict, path: string): void {
  if (verdict.kind === "refuse")
    throw new AshlarError("journal-other-disk", `${path}: ${verdict.reason}`);
}

function differentDisk(superblock: Superblock, now: DiskState): string | undefined {
  const was = superblock.disk;
  if (was.kind !== now.disk.kind) return `it was a ${was.kind}, it is a ${now.disk.kind}`;
  if (was.id !== now.disk.id) return `it was ${was.id}, it is ${now.disk.id}`;
  if (was.bytes !== now.disk.bytes) return `it had ${was.bytes} bytes, it has ${now.disk.bytes}`;
  return undefined;
}

function differentStamp(was: HomeStamp, is: HomeStamp): string | undefined {
  if (was.mtime_ns === is.mtime_ns && was.ctime_ns === is.ctime_ns) return undefined;
  return "it was changed since the service stopped";
}

function changedBehindOurBack(
  superblock: Superblock,
  now: DiskState,
  context: IdentityContext,
): string | undefined {
  if (now.disk.kind === "device") return undefined;
  const { mtime_ns } = now.stamp;
  if (mtime_ns < superblock.stamp.mtime_ns)
    return `its time of modification went back to ${asText(mtime_ns)}`;
  const sameBoot = superblock.boot === context.boot;
  const lastAlive_ns = sameBoot ? lastSignOfLife(superblock, context) : bootTime_ns(context);
  if (mtime_ns <= lastAlive_ns + BigInt(STAMP_SLACK_MS) * NS_PER_MS) return undefined;
  const since = sameBoot ? "its keeper was last seen" : "this machine started";
  return `it was modified at ${asText(mtime_ns)}, after ${since} at ${asText(lastAlive_ns)}`;
}

function lastSignOfLife(superblock: Superblock, context: IdentityContext): bigint {
  const beat_ns = BigInt(Math.ceil(context.lastBeat_ms ?? 0)) * NS_PER_MS;
  return beat_ns > superblock.wall_ns ? beat_ns : superblock.wall_ns;
}

function bootTime_ns(context: IdentityContext): bigint {
  return BigInt(Math.ceil(context.bootTime_ms)) * NS_PER_MS;
}

function asText(time_ns: bigint): string {
  return new Date(Number(time_ns / NS_PER_MS)).toISOString();
}
