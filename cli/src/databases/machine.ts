/**
 * Where a database runs: a root of Debian's packages with the disk under test at `/data`, which
 * can crash, and which can lose its database, its disk service or its power.
 */
import type { Random } from "@ashlar/rapilog/random";
import type { Session } from "./session.js";

/** How the database is reached. */
export interface Place {
  /** The address at which the server listens inside the machine. */
  listen: string;
  /** The port inside; clients outside use `port` of 127.0.0.1. */
  listenPort: number;
  port: number;
}

export interface Machine {
  /** What it is, for the report. */
  readonly words: string;
  readonly place: Place;
  /** Boots, attaches the disk, checks its file system and mounts it. */
  start(): Promise<void>;
  /** Runs a shell script in the root to its end; throws where it fails. */
  run(script: string, patience_ms?: number): Promise<string>;
  /** Starts a program in the root, with its input and output here. */
  open(command: string): Session;
  /** Starts the database's server and lets it run. */
  launch(script: string): Promise<void>;
  /** SIGKILL for every process of the database. */
  killDatabase(): Promise<void>;
  /** The database's last words. */
  databaseLog(): Promise<string>;
  /** Unmounts, forgets every cached block, checks the file system, mounts: from here on what is
   * read comes from the disk. */
  remount(): Promise<void>;
  /** The guest crashes, in one of the ways in which guests do; returns which. */
  crash(random: Random): Promise<string>;
  /** The machine loses its power; the service has lost it already. */
  cutPower(): Promise<void>;
  /** What the machine's kernel has complained about the disk since it was last asked. */
  diskErrors(): string[];
  stop(): Promise<void>;
}

/** Mounting replays the file system's journal, so only then can the rest be checked. */
export function mountScript(device: string): string {
  return `set -e
mount -t ext4 ${device} /data
umount /data
e2fsck -f -n ${device} >/tmp/e2fsck.log 2>&1 || { cat /tmp/e2fsck.log; exit 1; }
mount -t ext4 ${device} /data`;
}

/** A process that was killed holds its files for another moment. */
export const UNMOUNT_SCRIPT = `for attempt in $(seq 100); do
  umount /data 2>/dev/null && break
  sleep 0.1
done
! grep -q ' /data ' /proc/mounts`;
