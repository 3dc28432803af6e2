/** Sizes and durations as people write them. A bad one is the caller's mistake: usage. */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { InvalidArgumentError } from "commander";

const SIZE_UNITS: Record<string, number> = {
  "": 1,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  T: 1024 ** 4,
};

/** `512M`, `1GiB`, `4096`: powers of 1024, as everywhere with disks. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(text.trim());
  const size = Number(match?.[1]) * (SIZE_UNITS[(match?.[2] ?? "").toUpperCase()] ?? Number.NaN);
  if (!Number.isSafeInteger(size) || size <= 0)
    throw new InvalidArgumentError(`"${text}" is not a size such as 512M or 1GiB.`);
  return size;
}

const TIME_UNITS_MS: Record<string, number> = { us: 0.001, ms: 1, s: 1000, min: 60_000 };

/** `100ms`, `2s`, `5min`, in milliseconds. A bare number has no unit and is refused. */
export function parseDuration_ms(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(us|ms|s|min)$/.exec(text.trim());
  const value = Number(match?.[1]) * (TIME_UNITS_MS[match?.[2] ?? ""] ?? Number.NaN);
  if (!Number.isFinite(value))
    throw new InvalidArgumentError(`"${text}" is not a duration such as 100ms or 2s.`);
  return value;
}

/** A whole number from `least` on, up to `most`. */
export function parseCount(least: number, most = Number.POSITIVE_INFINITY) {
  const allowed = most < Number.POSITIVE_INFINITY ? `from ${least} to ${most}` : `from ${least} on`;
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`"${text}" is not a whole number ${allowed}.`);
    return value;
  };
}

const ATOM_BYTES_MAX = 1024 ** 2;

/** What storage writes whole or not at all: `512`, `4K`, `64K`. */
export function parseAtom(text: string): number {
  const size = parseSize(text);
  if (size < SECTOR_BYTES || size > ATOM_BYTES_MAX || (size & (size - 1)) !== 0)
    throw new InvalidArgumentError(`"${text}" is not a power of two from 512 to 1M.`);
  return size;
}

/** `127.0.0.1:10809` or `[::1]:10809`: a numeric address, because names may mean several. */
export function parseListen(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535)
    throw new InvalidArgumentError(`"${text}" is not an address such as 127.0.0.1:10809.`);
  return { host: match[1] ?? match[2]!, port };
}
