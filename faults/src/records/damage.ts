/**
 * What happened to a sector that is no longer what anybody wrote: was it cut, or did bits change?
 *
 * All that it could rightly hold is known to the last byte. If it begins as one of these and ends
 * as another, a write was cut inside of the sector; otherwise bits changed, and the nearest
 * version says how many.
 */
import { SECTOR_BYTES } from "./sector.js";

/** Something that a damaged sector could hold. */
export interface Candidate<T> {
  bytes: Uint8Array;
  of: T;
}

export type Damage<T> =
  /** The first `bytes` of one version, then another. */
  | { kind: "cut"; head: T; tail: T; bytes: number }
  /** `bits` differ from the nearest version. */
  | { kind: "changed"; nearest: T; bits: number };

export function analyse<T>(sector: Uint8Array, candidates: readonly Candidate<T>[]): Damage<T> {
  return findCut(sector, candidates) ?? nearest(sector, candidates);
}

function findCut<T>(
  sector: Uint8Array,
  candidates: readonly Candidate<T>[],
): Damage<T> | undefined {
  const prefixes = candidates.map(({ bytes }) => equalBytes(sector, bytes, (at) => at));
  const suffixes = candidates.map(({ bytes }) =>
    equalBytes(sector, bytes, (at) => SECTOR_BYTES - 1 - at),
  );
  const head = indexOfLargest(prefixes);
  const tail = indexOfLargest(suffixes);
  if (head === tail || prefixes[head]! + suffixes[tail]! < SECTOR_BYTES) return undefined;
  const bytes = prefixes[head]!;
  return { kind: "cut", head: candidates[head]!.of, tail: candidates[tail]!.of, bytes };
}

function equalBytes(a: Uint8Array, b: Uint8Array, place: (at: number) => number): number {
  let count = 0;
  while (count < SECTOR_BYTES && a[place(count)] === b[place(count)]) count++;
  return count;
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}

function nearest<T>(sector: Uint8Array, candidates: readonly Candidate<T>[]): Damage<T> {
  const distances = candidates.map(({ bytes }) => bitsBetween(sector, bytes));
  const least = indexOfLargest(distances.map((distance) => -distance));
  return { kind: "changed", nearest: candidates[least]!.of, bits: distances[least]! };
}

function bitsBetween(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  for (let at = 0; at < SECTOR_BYTES; at++)
    for (let rest = a[at]! ^ b[at]!; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
