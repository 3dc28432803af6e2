/** Logs in which counterexamples are looked for before the solver is asked. They are only guesses. */
import { type Assignment, bitVector, sortOf, type Term, type Value, variable } from "@ashlar/logic";
import { Random } from "@ashlar/rapilog/random";
import type { Moment } from "../core.js";
import { type GlobalName, globalOf } from "../globals.js";
import { ROWS_MAX } from "../placed-table.js";

const GUESSES = 24;
const [RING_SECTORS, BASE, OVERLAY, BUCKETS, PAGES] = [2048, 1 << 20, 1 << 16, 128, 33];
const DISK_BYTES = 1 << 20;

/** A log with some records that are home, some in the journal only, and some only in the ring. */
function marksOf(random: Random): Partial<Record<GlobalName, number>> {
  const released = RING_SECTORS * 3 + 8 * random.below(256);
  const live = random.chance(0.3) ? RING_SECTORS - 8 * random.below(4) : 8 * random.below(256);
  const head = released + live;
  const journaled = released + random.below(live + 1);
  const acknowledged = journaled + random.below(head - journaled + 1);
  const budget = random.below(RING_SECTORS);
  const powerFails = random.chance(0.2) ? 1 : 0;
  const fault = random.chance(0.3) ? random.below(3) : 0;
  const intactFrom = released - random.below(64);
  return { released, journaled, acknowledged, head, intactFrom, budget, powerFails, fault };
}

/** States of the log, each with values for what a call is about and what its callees answer. */
export function logGuesses(
  moment: Moment,
  about: (random: Random, set: (term: Term, value: number) => void) => void,
): Assignment[] {
  return Array.from({ length: GUESSES }, (_, seed) => {
    const random = new Random(seed + 1);
    const values = new Map<Term, Value>();
    const set = (term: Term, value: number) =>
      values.set(term, BigInt.asUintN(sortOf(term), BigInt(value)));
    const globals: Partial<Record<GlobalName, number>> = {
      ...{ base: BASE, ringSectors: RING_SECTORS, grainSectors: random.pick([1, 8]) },
      ...{ overlay: OVERLAY, bucketCount: BUCKETS, bucketBits: 7, swept: random.below(BUCKETS) },
      ...{ diskBytes: DISK_BYTES, rangesUsed: random.below(ROWS_MAX), sequence: 11, stream: 5 },
      ...{ incarnation: 7, incarnationSeen: 7, segments: 1 << 15, segmentsMax: 1 << 16 },
      ...marksOf(random),
    };
    for (const [name, value] of Object.entries(globals))
      set(globalOf(moment, name as GlobalName), value);
    set(moment.pages, PAGES);
    about(random, set);
    return values;
  });
}

/** What a callee answers, by its name. */
export const answerOf = (callee: string) => variable(`result 0 after ${callee} (0)`, bitVector(32));

/** A stretch of the disk. */
export const sectorBytes = (random: Random, limit: number) => 512 * random.below(limit / 512);
