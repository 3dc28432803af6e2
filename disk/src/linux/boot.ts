/** Which boot this is, and when it began. */
import { readFileSync } from "node:fs";

/** The first 64 bits of the kernel's random identity of this boot. */
export function bootIdentity(): bigint {
  const text = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").replaceAll("-", "");
  return BigInt(`0x${text.slice(0, 16)}`) & 0x7fff_ffff_ffff_ffffn;
}

/** When the kernel booted, in milliseconds since the epoch, by the wall clock of now. */
export function bootTime_ms(): number {
  const line = /^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"));
  if (!line) throw new Error("/proc/stat names no btime");
  return Number(line[1]) * 1000;
}

/** CLOCK_MONOTONIC in nanoseconds: the same for all processes of this boot. */
export function monotonic_ns(): bigint {
  return process.hrtime.bigint();
}
