/**
 * Opening storage and finding out what it can do, without changing a byte of it.
 *
 * A lock (`lock: true`) keeps a second service away: an advisory lock (flock) on files and
 * devices, and on devices O_EXCL too, which the kernel refuses while one is mounted or part of
 * an array. Only one opener per disk locks it; its readers open without.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from "node:fs";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { AshlarError } from "../errors.js";
import {
  deviceBytes,
  deviceLogicalBlock,
  directAlignment,
  EINVAL,
  EOPNOTSUPP,
  punchHole,
  readAt,
  SystemError,
  tryLock,
} from "../linux/index.js";
import { alignedBuffer } from "./aligned.js";

export interface OpenOptions {
  /** Default: true. */
  writable?: boolean;
  /** Take the disk for this service alone; fails with `in-use`. Default: false. */
  lock?: boolean;
}

/** An open file or device and its properties. */
export interface Opened {
  path: string;
  fd: number;
  kind: "file" | "device";
  direct: boolean;
  bytes: number;
  logicalBlock: number;
  punches: boolean;
}

const BLOCK_BYTES_MAX = 4096;
/** Sizes and offsets are exact numbers up to here, and the core's sums do not overflow. */
const DISK_BYTES_MAX = 2 ** 52;

/** Opens `path`; throws an `AshlarError`, a `SystemError` or Node's own error (EACCES). */
export function openStorage(path: string, options: OpenOptions): Opened {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new AshlarError("no-such-file", path);
  const kind = kindOf(path, found);
  const { fd, direct } = openDescriptor(path, kind, options);
  try {
    const stat = fstatSync(fd);
    if (kindOf(path, stat) !== kind) throw new AshlarError("not-a-disk", `${path} was replaced`);
    if (options.lock && !tryLock(fd)) throw new AshlarError("in-use", path);
    const bytes = kind === "device" ? deviceBytes(fd) : stat.size;
    const logicalBlock = findLogicalBlock(fd, kind, direct, bytes);
    checkGeometry(path, bytes, logicalBlock);
    const writable = options.writable ?? true;
    const punches = writable && findPunches(fd, kind, stat.rdev, bytes);
    return { path, fd, kind, direct, bytes, logicalBlock, punches };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function kindOf(path: string, stat: ReturnType<typeof fstatSync>): "file" | "device" {
  if (stat.isFile()) return "file";
  if (stat.isBlockDevice()) return "device";
  throw new AshlarError("not-a-disk", path);
}

function openDescriptor(path: string, kind: "file" | "device", options: OpenOptions) {
  const access = (options.writable ?? true) ? constants.O_RDWR : constants.O_RDONLY;
  const exclusive = kind === "device" && options.lock ? constants.O_EXCL : 0;
  try {
    return { fd: openSync(path, access | exclusive | constants.O_DIRECT), direct: true };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EBUSY") throw new AshlarError("in-use", path, { cause: error });
    if (code !== "EINVAL" || kind === "device") throw error;
    return { fd: openSync(path, access), direct: false };
  }
}

/** For files: what the kernel says about direct transfers, else whether 512 bytes at 512 work. */
function findLogicalBlock(fd: number, kind: string, direct: boolean, bytes: number): number {
  const stated = direct ? directAlignment(fd) : undefined;
  const smallest = kind === "device" ? deviceLogicalBlock(fd) : SECTOR_BYTES;
  if (stated) return Math.max(smallest, stated.memory, stated.offset);
  if (kind === "device" || !direct || bytes < 2 * SECTOR_BYTES) return smallest;
  return readsSectors(fd) ? SECTOR_BYTES : BLOCK_BYTES_MAX;
}

function readsSectors(fd: number): boolean {
  const buffer = alignedBuffer(BLOCK_BYTES_MAX);
  try {
    readAt(fd, buffer.address + SECTOR_BYTES, SECTOR_BYTES, SECTOR_BYTES);
    return true;
  } catch (error) {
    if (error instanceof SystemError && error.errno === EINVAL) return false;
    throw error;
  }
}

function checkGeometry(path: string, bytes: number, logicalBlock: number): void {
  if (logicalBlock > BLOCK_BYTES_MAX)
    throw new AshlarError("block-too-large", `${path}: ${logicalBlock} bytes`);
  if (bytes > DISK_BYTES_MAX) throw new AshlarError("disk-too-large", `${path}: ${bytes} bytes`);
  if (bytes === 0 || bytes % logicalBlock !== 0)
    throw new AshlarError("size-unaligned", `${path}: ${bytes} bytes, blocks of ${logicalBlock}`);
}

/** A hole beyond the end of a file changes nothing and tells whether holes can be made. A device
 * tells through sysfs: punching is the kernel's write-zeroes offload there. */
function findPunches(fd: number, kind: string, device: number, bytes: number): boolean {
  if (kind === "device") return deviceWritesZeroes(device);
  try {
    punchHole(fd, Math.ceil(bytes / BLOCK_BYTES_MAX) * BLOCK_BYTES_MAX, BLOCK_BYTES_MAX);
    return true;
  } catch (error) {
    if (error instanceof SystemError && error.errno === EOPNOTSUPP) return false;
    throw error;
  }
}

function deviceWritesZeroes(device: number): boolean {
  const major = ((device >>> 8) & 0xfff) | (Math.floor(device / 2 ** 32) & ~0xfff);
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
  const base = `/sys/dev/block/${major}:${minor}`;
  for (const queue of [`${base}/queue`, `${base}/../queue`]) {
    try {
      return Number(readFileSync(`${queue}/write_zeroes_max_bytes`, "utf8")) > 0;
    } catch (error) {
      // A partition has no queue of its own; its disk, one level up, does.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return false;
}
