/**
 * What a bad disk does to bytes that were durable when the power went (FAST '13, table 1).
 *
 * Each strikes one write that was acknowledged as durable and is the newest in its place, and no
 * two strike the same one: so what a checker finds has one cause.
 */
import type { Random } from "@ashlar/rapilog/random";
import type { Faults } from "./fault-plan.js";
import type { FaultName } from "./injected.js";
import type { Pages } from "./pages.js";
import { overlap, type RecentWrite } from "./recent-writes.js";

/** What to do to the disk. */
export interface Strike {
  fault: FaultName;
  offset: number;
  length: number;
  /** What stands there now; undefined: it cannot be read. */
  bytes?: Uint8Array;
  detail: string;
}

export interface AfterCut {
  /** Writes that were durable by promise, and are the newest in their places, in order. */
  survivors: readonly RecentWrite[];
  /** The disk now, and after the cut before. */
  now: Pages;
  before: Pages;
  sector_bytes: number;
}

interface Fault {
  candidates(after: AfterCut): RecentWrite[];
  strike(write: RecentWrite, after: AfterCut, random: Random, amount: number): Strike;
}

/** In this order: the last ones depend on what those before left alone. */
const POWER_FAULTS = {
  "metadata-corruption": {
    candidates: ({ survivors }) => [...survivors],
    strike: loseRange,
  },
  "bit-corruption": { candidates: ({ survivors }) => [...survivors], strike: flipBits },
  "shorn-write": {
    candidates: ({ survivors, sector_bytes }) =>
      survivors.filter(({ length }) => length > sector_bytes),
    strike: shear,
  },
  "unserialisable-write": {
    candidates: ({ survivors }) =>
      survivors.filter(({ completes_ns, number }) =>
        survivors.some((later) => later.number > number && later.begins_ns >= completes_ns),
      ),
    strike: undo,
  },
} as const satisfies Partial<Record<FaultName, Fault>>;

/** Whether a fault is on that needs to know what stood where before. */
export function strikesAtCuts(faults: Faults): boolean {
  return (Object.keys(POWER_FAULTS) as FaultName[]).some((name) => faults.isOn(name));
}

/** What each fault that is on does after this cut. */
export function strikes(after: AfterCut, faults: Faults): Strike[] {
  const struck: Strike[] = [];
  for (const name of Object.keys(POWER_FAULTS) as (keyof typeof POWER_FAULTS)[]) {
    const fault: Fault = POWER_FAULTS[name];
    const untouched = after.survivors.filter(
      (write) => !struck.some((strike) => overlap(strike, write)),
    );
    const candidates = fault.candidates({ ...after, survivors: untouched });
    const random = candidates.length > 0 ? faults.throw(name) : undefined;
    if (random === undefined) continue;
    struck.push(fault.strike(random.pick(candidates), after, random, faults.amount(name)));
  }
  return struck;
}

function flipBits(
  write: RecentWrite,
  { now, sector_bytes }: AfterCut,
  random: Random,
  bits_max: number,
): Strike {
  const sector = random.below(write.length / sector_bytes);
  const offset = write.offset + sector * sector_bytes;
  const bytes = new Uint8Array(sector_bytes);
  now.read(offset, bytes);
  const places = new Set<number>();
  const count = 1 + random.below(bits_max);
  for (let bit = 0; bit < count; bit++) places.add(random.below(sector_bytes * 8));
  for (const place of places) bytes[place >> 3]! ^= 1 << (place & 7);
  const detail = `${places.size} bits of request ${write.number}'s sector ${sector} flipped`;
  return { fault: "bit-corruption", offset, length: sector_bytes, bytes, detail };
}

function shear(write: RecentWrite, { sector_bytes }: AfterCut, random: Random): Strike {
  const kept = 1 + random.below(write.length / sector_bytes - 1);
  const bytes = write.before!.subarray(kept * sector_bytes);
  const offset = write.offset + kept * sector_bytes;
  const detail = `only ${kept} of request ${write.number}'s ${write.length / sector_bytes} sectors kept`;
  return { fault: "shorn-write", offset, length: bytes.length, bytes, detail };
}

function undo(write: RecentWrite): Strike {
  const { offset, length } = write;
  const detail = `request ${write.number} undone, later ones kept`;
  return { fault: "unserialisable-write", offset, length, bytes: write.before!, detail };
}

function loseRange(
  write: RecentWrite,
  { before, sector_bytes }: AfterCut,
  random: Random,
  wanted_bytes: number,
): Strike {
  const fault = "metadata-corruption";
  const range_bytes = Math.max(1, Math.round(wanted_bytes / sector_bytes)) * sector_bytes;
  const offset = Math.floor(write.offset / range_bytes) * range_bytes;
  const length = Math.min(range_bytes, before.bytes - offset);
  if (random.chance(0.5)) return { fault, offset, length, detail: "the range cannot be read" };
  const bytes = new Uint8Array(length);
  before.read(offset, bytes);
  return { fault, offset, length, bytes, detail: "the range is as after the cut before" };
}
